// The face of accounts at hosts.
export { HostAccounts } from './accounts.tsx'
export { ToAccounts } from './to-accounts.tsx'
