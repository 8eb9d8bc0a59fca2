// The way to the accounts at hosts, from wherever one is missing or its token will not do.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { buttonLook } from '../../ui/controls/button.tsx'

type ToAccountsProps = {
  weight?: 'primary' | 'normal'
  size?: 'md' | 'sm'
  /** Puts away what would lie over the accounts. */
  onLeave?: () => void
}

export function ToAccounts({ weight = 'normal', size = 'md', onLeave }: ToAccountsProps) {
  const { t } = useTranslation()
  return (
    <Link
      to="/settings/$section"
      params={{ section: 'accounts' }}
      onClick={onLeave}
      className={buttonLook({ weight, size })}
    >
      {t('accounts.add')}
    </Link>
  )
}
