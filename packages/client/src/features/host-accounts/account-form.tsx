// A token for a host. It is sent once, checked there, and kept sealed; nothing shows it again, this form included.
import type { HostAccount, ProblemValue } from '@a-parallel/shared'
import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { TextField } from '../../ui/controls/text-field.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { useAccountActs } from './use-accounts.ts'

const usualHost = 'github.com'
const hostName = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i

export function AccountForm({ onAdded }: { onAdded: (account: HostAccount) => void }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { add } = useAccountActs()
  const [host, setHost] = useState(usualHost)
  const [token, setToken] = useState('')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<ProblemValue>()
  const place = host.trim()
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (busy || token.trim() === '') return
    setBusy(true)
    setProblem(undefined)
    add(place, token.trim())
      .then((account) => {
        setToken('')
        onAdded(account)
      })
      .catch((cause: unknown) => setProblem(problemOf(cause)))
      .finally(() => setBusy(false))
  }
  return (
    <form aria-label={t('accounts.add')} className="flex flex-col gap-3 py-3" onSubmit={send}>
      <h3 className="font-medium">{t('accounts.add')}</h3>
      <div className="grid gap-3 sm:grid-cols-[12rem_1fr]">
        <TextField
          label={t('accounts.host')}
          value={host}
          spellCheck={false}
          autoCapitalize="off"
          onChange={(event) => setHost(event.target.value)}
        />
        <TextField
          label={t('accounts.tokenLabel')}
          type="password"
          autoComplete="off"
          spellCheck={false}
          className="font-mono"
          value={token}
          error={problem && words(problem).text}
          onChange={(event) => setToken(event.target.value)}
        />
      </div>
      <p className="text-sm text-pretty text-muted">
        {t('accounts.needs')} <NewToken host={place} />
      </p>
      <Button
        type="submit"
        className="self-start"
        busy={busy}
        disabled={token.trim() === '' || !hostName.test(place)}
      >
        {t(busy ? 'accounts.checking' : 'accounts.check')}
      </Button>
    </form>
  )
}

/** The host's page where a token is made. */
function NewToken({ host }: { host: string }) {
  const { t } = useTranslation()
  if (!hostName.test(host)) return null
  const address = `https://${host}/settings/tokens/new?scopes=repo&description=a-parallel`
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      className="text-accent underline underline-offset-2"
    >
      {t('accounts.make', { host })}
    </a>
  )
}
