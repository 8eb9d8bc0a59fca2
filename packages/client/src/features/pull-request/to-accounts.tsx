// The way to the accounts at hosts, where an account is missing or its token will not do.
import type { ProblemValue } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonLook } from '../../ui/controls/button.tsx'
import { hidePullRequest } from './shown.ts'

const atAccount: ReadonlySet<string> = new Set([
  'host_account_unreadable',
  'host_token_refused',
  'host_scope_missing',
])

/** Whether a refusal is mended at the account. */
export function isOfAccount({ code }: ProblemValue): boolean {
  return atAccount.has(code)
}

export function ToAccounts({ weight }: { weight: 'primary' | 'normal' }) {
  const { t } = useTranslation()
  return (
    <Link
      to="/settings/$section"
      params={{ section: 'accounts' }}
      onClick={hidePullRequest}
      className={buttonLook({ weight })}
    >
      {t('pullRequest.toAccounts')}
    </Link>
  )
}
