// Why a turn failed, as a problem of the product's table.
import type { ProblemValue } from '@a-parallel/shared'
import { Problem, type ProblemCode } from '@a-parallel/contract/model'
import type { ResultLine } from './lines.ts'
import type { State } from './state.ts'

const signInKinds = new Set(['authentication_failed', 'oauth_org_not_allowed'])
const signInStatuses = new Set([401, 403])
/** What `--resume` says of an id that it does not find; the process ends with it. */
const noConversation = /^No conversation found with session ID/
const notSignedIn = /^(Not logged in|Please run \/login)/

/**
 * The problem of a result line that says `is_error`. `apiError` is what the agent said of the API in this turn:
 * results name the status only, and not always.
 */
export function turnProblem(
  line: ResultLine,
  apiError: State['apiError'],
  limitResetsAt: number | null,
): ProblemValue {
  const said = line.result || line.errors?.join('\n') || apiError?.text
  const status = line.api_error_status ?? null
  const limited = limitResetsAt !== null && apiError?.kind === 'rate_limit'
  const code = limited ? 'usage_limit' : problemCode(status, apiError, said ?? '')
  return new Problem(code, said || undefined, {
    ...(limited ? { resetsAt: limitResetsAt } : {}),
    ...(status === null ? {} : { status }),
    ...(apiError ? { kind: apiError.kind } : {}),
    ...reasonOf(line),
  }).toValue()
}

/** Where the agent names none of its own, the kind of end is the reason: `error_max_turns`. */
function reasonOf(line: ResultLine): { reason?: string } {
  const { terminal_reason: reason, subtype, errors = [] } = line
  if (errors.some((error) => noConversation.test(error))) return { reason: 'conversation-missing' }
  if (reason && reason !== 'completed') return { reason }
  return subtype === 'success' ? {} : { reason: subtype }
}

function problemCode(
  status: number | null,
  apiError: State['apiError'],
  said: string,
): ProblemCode {
  const kind = apiError?.kind ?? ''
  if (kind === 'model_not_found' || status === 404) return 'agent_model_unknown'
  if (signInKinds.has(kind) || signInStatuses.has(status ?? 0) || notSignedIn.test(said)) {
    return 'agent_not_signed_in'
  }
  return status !== null || kind !== '' ? 'agent_api_error' : 'agent_turn_failed'
}
