// The face of accounts at hosts.
export { HostAccounts } from './accounts.tsx'
