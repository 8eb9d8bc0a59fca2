// Answers that are sent for before the code that calls for them is there: the page's first script sends, and the call that
// would have asked for the same takes what came. Each is taken once, and soon: later it would be old.

const longestMs = 10_000

const sent = new Map<string, { token: string; at: number; body: Promise<unknown> }>()

/** Sends for the answer of a call, as JSON. Undefined: it failed, and whoever calls asks again. */
export function sendAhead(address: string, token: string): Promise<unknown> {
  const body = read(address, token).catch(() => undefined)
  sent.set(address, { token, at: performance.now(), body })
  return body
}

async function read(address: string, token: string): Promise<unknown> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` }
  const answer = await fetch(address, { headers })
  return answer.ok ? answer.json() : undefined
}

/** What was sent for; undefined where nothing was, where it failed, or where it was sent for in another's name. */
export async function takeAhead(address: string, token: string | undefined): Promise<unknown> {
  const found = sent.get(address)
  sent.delete(address)
  if (found === undefined || found.token !== token) return undefined
  return performance.now() - found.at < longestMs ? found.body : undefined
}
