// Accounts at the hosts of repositories.
import { HostAccounts } from '../../../features/host-accounts/index.ts'

export function Accounts() {
  return <HostAccounts />
}
