// Whom hosts are asked as: the accounts there are, the GitHub CLI's among them, and a form for another token.
import type { HostAccount } from '@a-parallel/shared'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf } from '../../api/refusal.ts'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { SwitchSetting, useSettings } from '../settings/index.ts'
import { AccountForm } from './account-form.tsx'
import { AccountRow } from './account-row.tsx'
import { useAccountActs, useAccounts } from './use-accounts.ts'

export function HostAccounts() {
  const { t } = useTranslation()
  const words = useProblemWords()
  const { data, error } = useAccounts()
  const { changed } = useAccountActs()
  const gh = useSettings((settings) => settings.accounts.gh)
  const [said, setSaid] = useState('')
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(true)
  useEffect(() => {
    if (!first.current) void changed()
    first.current = false
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- asked again when the switch was pressed, and only then
  }, [gh])
  const removed = ({ host }: HostAccount) => {
    setSaid(t('accounts.removed', { host }))
    // The button that had the focus is gone.
    heading.current?.focus()
  }
  return (
    <>
      <section id="accounts.list" tabIndex={-1} className="scroll-mt-4 py-3 outline-none">
        <h3 ref={heading} tabIndex={-1} className="font-medium outline-none">
          {t('accounts.title')}
        </h3>
        <p className="text-sm text-pretty text-muted">{t('accounts.hint')}</p>
        {error ? (
          <p role="alert" className="pt-2 text-sm text-fail">
            {words(problemOf(error)).text}
          </p>
        ) : (
          <List accounts={data?.accounts} onRemoved={removed} />
        )}
        <output className="block text-sm text-muted">{said}</output>
      </section>
      <AccountForm onAdded={({ host, login }) => setSaid(t('accounts.added', { host, login }))} />
      <SwitchSetting
        section="accounts"
        field="gh"
        label={t('accounts.gh')}
        hint={t('accounts.ghHint')}
      />
    </>
  )
}

type ListProps = {
  accounts: readonly HostAccount[] | undefined
  onRemoved: (account: HostAccount) => void
}

function List({ accounts, onRemoved }: ListProps) {
  const { t } = useTranslation()
  if (!accounts) return <Skeleton lines={['60%', '40%']} />
  if (accounts.length === 0) return <p className="pt-2 text-sm">{t('accounts.none')}</p>
  return (
    <ul aria-label={t('accounts.title')} className="divide-y divide-line pt-1">
      {accounts.map((account) => (
        <AccountRow
          key={`${account.source} ${account.host}`}
          account={account}
          onRemoved={() => onRemoved(account)}
        />
      ))}
    </ul>
  )
}
