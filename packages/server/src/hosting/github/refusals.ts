// What GitHub says no with, in our words. Pure. The shapes are those of its REST API (docs.github.com/rest: "Troubleshooting
// the REST API", "Rate limits for the REST API", and the pages of each call).
import { Problem } from '@a-parallel/contract/model'
import { z } from 'zod'
import type { ApiAnswer } from './ask.ts'

/** What was asked for; the same status says different things. */
export type Asked = 'account' | 'read' | 'open' | 'merge'

export interface RefusalContext {
  host: string
  asked: Asked
  /** Milliseconds since 1970. */
  now: number
  /** What is asked of: `acme/lamps`. */
  repository?: string
  head?: string
  base?: string
}

const Fault = z.object({ field: z.string(), code: z.string(), message: z.string() }).partial()
const Told = z.object({
  message: z.string().catch(''),
  errors: z.array(z.union([z.string(), Fault])).catch([]),
})
type Told = z.infer<typeof Told>

/** Why an answer is none. */
export function refusalOf(answer: ApiAnswer, context: RefusalContext): Problem {
  const { host, now } = context
  const told = toldIn(answer.text)
  const waits = waitOf(answer, told, now)
  if (waits !== null) return limited(host, waits)
  const refused = permissionRefusal(answer, told, host) ?? askRefusal(answer.status, told, context)
  if (refused) return refused
  const why = sentenceOf(told) || `status ${answer.status}`
  return new Problem('host_failed', `${host} answered: ${why}`, { host, why })
}

function toldIn(text: string): Told {
  try {
    return Told.catch({ message: '', errors: [] }).parse(JSON.parse(text))
  } catch {
    return { message: '', errors: [] } // A proxy's page: its status says enough.
  }
}

function sentenceOf({ message, errors }: Told): string {
  const more = errors.map((error) =>
    typeof error === 'string'
      ? error
      : (error.message ?? [error.field, error.code].filter(Boolean).join(' ')),
  )
  return [message, ...more].filter(Boolean).join(': ').slice(0, 300)
}

/** When it may be asked again (milliseconds since 1970), where too much was asked; null otherwise. */
function waitOf({ status, headers }: ApiAnswer, { message }: Told, now: number): number | null {
  if (status !== 403 && status !== 429) return null
  const seconds = Number(headers['retry-after'] ?? Number.NaN)
  if (Number.isFinite(seconds)) return now + seconds * 1000
  const reset = Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000
  if (headers['x-ratelimit-remaining'] === '0' && Number.isFinite(reset)) return reset
  return status === 429 || /rate limit/i.test(message) ? now + 60_000 : null
}

function limited(host: string, until: number): Problem {
  const resetAt = new Date(until).toISOString()
  const detail = `${host} was asked too often. It answers again at ${resetAt}.`
  return new Problem('host_rate_limited', detail, { host, resetAt })
}

/** What the token, or whose it is, may not do. */
function permissionRefusal(answer: ApiAnswer, told: Told, host: string): Problem | null {
  const { status, headers } = answer
  if (status === 401) {
    const detail = `${host} does not know this token: it was mistyped, revoked or has expired. Make a new one, and enter it in the settings.`
    return new Problem('host_token_refused', detail, { host })
  }
  const signOn = headers['x-github-sso']
  if (status === 403 && signOn !== undefined) return signOnRefusal(host, String(signOn))
  const needed = missingScopes(answer)
  if (needed !== null && (status === 403 || status === 404)) {
    const detail = `The token for ${host} may not do this. Make one that has: ${needed}.`
    return new Problem('host_scope_missing', detail, { host, needed })
  }
  const why = sentenceOf(told)
  return status === 403
    ? new Problem('host_forbids', `${host} refuses this: ${why}`, { host, why })
    : null
}

/** `required; url=https://github.com/orgs/…`. */
function signOnRefusal(host: string, header: string): Problem {
  const url = /url=(https:\/\/[^\s;,]+)/.exec(header)?.[1] ?? `https://${host}`
  const detail = `The organization wants you to sign on for this token: ${url}`
  return new Problem('host_sign_on_needed', detail, { host, url })
}

/**
 * Of a classic token both what is accepted and what it has are told by headers; of a fine-grained one what is accepted.
 * Null where nothing is missing, or nothing is told.
 */
function missingScopes({ status, headers }: ApiAnswer): string | null {
  const permissions = headers['x-accepted-github-permissions']
  if (status === 403 && permissions !== undefined)
    return String(permissions).replaceAll('=', ': ').replaceAll(';', ' / ')
  const accepted = scopesIn(headers['x-accepted-oauth-scopes'])
  const owned = scopesIn(headers['x-oauth-scopes'])
  if (owned === null || accepted === null || accepted.length === 0) return null
  return accepted.some((scope) => owned.includes(scope)) ? null : accepted.join(' / ')
}

/** Null for a fine-grained token, of which none are told. */
export function scopesIn(header: string | string[] | undefined): string[] | null {
  if (header === undefined) return null
  return String(header)
    .split(',')
    .map((scope) => scope.trim())
    .filter(Boolean)
}

function askRefusal(status: number, told: Told, context: RefusalContext): Problem | null {
  const { asked, host, repository = '' } = context
  if (asked === 'merge' && status === 405) {
    const why = sentenceOf(told)
    return new Problem('pull_request_not_mergeable', `${host} does not merge it: ${why}`, { why })
  }
  if (asked === 'merge' && status === 409) return new Problem('pull_request_moved', moved)
  if (asked === 'open' && status === 422) return openRefusal(told, context)
  if (status !== 404) return null
  const detail = `${host} does not know ${repository}, or this account may not see it.`
  return new Problem('host_repository_unknown', detail, { host, repository })
}

const moved = 'Somebody has pushed to it meanwhile. Look at it again, then merge.'

function openRefusal(told: Told, { head = '', base = '' }: RefusalContext): Problem | null {
  const said = sentenceOf(told)
  const invalid = (field: string) =>
    told.errors.some(
      (error) => typeof error === 'object' && error.field === field && error.code === 'invalid',
    )
  const refuse = (code: ConstructorParameters<typeof Problem>[0], detail: string) =>
    new Problem(code, detail, { head, base })
  if (/pull request already exists/i.test(said))
    return refuse('pull_request_exists', `There is a pull request of ${head} already.`)
  if (invalid('head'))
    return refuse('pull_request_unpushed', `The host has no branch ${head}. Push it first.`)
  if (invalid('base'))
    return refuse('pull_request_base_unknown', `The host has no branch ${base}. Choose another.`)
  if (/no commits between/i.test(said))
    return refuse('pull_request_empty', `${base} has all of ${head}. Commit and push first.`)
  if (/draft pull requests are not supported/i.test(said))
    return refuse('pull_request_no_drafts', 'This repository takes no drafts. Open it as usual.')
  return null
}
