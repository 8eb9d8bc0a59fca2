// One account: where, who, by which token, and what that may do or why it cannot be used.
import type { HostAccount, ProblemValue } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { useFormat } from '../../platform/use-format.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Badge } from '../../ui/display/badge.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { useAccountActs } from './use-accounts.ts'

export type AccountRowProps = { account: HostAccount; onRemoved: () => void }

export function AccountRow({ account, onRemoved }: AccountRowProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { remove } = useAccountActs()
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<ProblemValue>()
  const { host, login, source } = account
  const problem = failed ?? account.problem
  const press = () => {
    setBusy(true)
    setFailed(undefined)
    remove(host)
      .then(onRemoved)
      .catch((cause: unknown) => setFailed(problemOf(cause)))
      .finally(() => setBusy(false))
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2.5">
      <div className="min-w-0 flex-1 basis-56">
        <p className="wrap-anywhere">
          <span className="font-medium">{host}</span>{' '}
          {login !== null && <span className="text-muted">{t('accounts.as', { login })}</span>}
        </p>
        <Origin account={account} />
        <Scopes scopes={account.scopes} shown={account.problem === null} />
        {problem && (
          <p role="alert" className="text-sm text-fail">
            {words(problem).text}
          </p>
        )}
      </div>
      {source === 'token' && (
        <Button
          size="sm"
          busy={busy}
          aria-label={t('accounts.removeOne', { host })}
          onClick={press}
        >
          {t('accounts.remove')}
        </Button>
      )}
    </li>
  )
}

function Origin({ account: { source, lastFour, since } }: { account: HostAccount }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (source === 'gh') return <p className="text-sm text-muted">{t('accounts.fromGh')}</p>
  const when = since === null ? '' : format.dayClock(Date.parse(since))
  return <p className="text-sm text-muted">{t('accounts.token', { lastFour, when })}</p>
}

/** What is enough to open and merge pull requests, of private repositories as well. */
const enough = 'repo'

function Scopes({ scopes, shown }: { scopes: readonly string[] | null; shown: boolean }) {
  const { t } = useTranslation()
  if (!shown) return null
  if (scopes === null) return <p className="text-sm text-muted">{t('accounts.fineGrained')}</p>
  return (
    <>
      <ul aria-label={t('accounts.scopes')} className="flex flex-wrap gap-1 pt-1 empty:hidden">
        {scopes.map((scope) => (
          <li key={scope}>
            <Badge>{scope}</Badge>
          </li>
        ))}
      </ul>
      {!scopes.includes(enough) && (
        <p className="pt-1 text-sm text-need">{t('accounts.lacksScope', { scope: enough })}</p>
      )}
    </>
  )
}
