// Which refusals of a host are mended at the account.
import type { ProblemValue } from '@a-parallel/shared'

const atAccount: ReadonlySet<string> = new Set([
  'host_account_unreadable',
  'host_token_refused',
  'host_scope_missing',
])

export function isOfAccount({ code }: ProblemValue): boolean {
  return atAccount.has(code)
}
