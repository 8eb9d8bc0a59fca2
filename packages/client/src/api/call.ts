// One declared call → fetch → parsed result, or a Refusal, or Unreachable. The token goes into the header, never into an
// address. The schemas load with the first call, so that they weigh nothing on the first page.
import type { CallInput, CallResult, Calls } from '@a-parallel/shared'
import { addressOf } from './sending/address.ts'
import { takeAhead } from './sending/ahead.ts'
import { Refusal, Unreachable } from './refusal.ts'
import { dropToken, useToken } from './token.ts'

type Input<N extends keyof Calls> = CallInput<Calls[N]>
type Part<K extends string, T> = [T] extends [undefined]
  ? { [P in K]?: undefined }
  : Record<string, never> extends T
    ? { [P in K]?: T }
    : { [P in K]: T }

/** What a call takes: `params`, `query` and `body`, each only where the call has it. */
export type CallAsk<N extends keyof Calls> = Part<'params', Input<N>['params']> &
  Part<'query', Input<N>['query']> &
  Part<'body', Input<N>['body']>

export interface CallOptions {
  signal?: AbortSignal
}

/**
 * Milliseconds between the tries of a wish that found the database held by another program. Nothing was written then, so
 * nothing can happen twice.
 */
const busyPauses = [250, 1000, 2500]

/** Loads the schemas of all calls. */
export const loadCalls = () => import('@a-parallel/contract/wire')

/**
 * Makes a call and parses its result. A database that is busy for a moment is waited for.
 * Throws Refusal (the server's problem+json), Unreachable (no answer), or the signal's AbortError.
 */
export async function callApi<N extends keyof Calls>(
  name: N,
  ask: CallAsk<N>,
  options: CallOptions = {},
): Promise<CallResult<Calls[N]>> {
  const { calls } = await loadCalls().catch((cause: unknown) => {
    throw new Unreachable({ cause })
  })
  const declared = calls[name]
  const { token } = useToken.getState()
  if (!declared.open && token === undefined)
    throw new Refusal({ code: 'unauthorized', detail: 'Sign in first.' })
  // The parts were checked by CallAsk; here they are only joined into an address.
  const { params, query, body } = ask as { params?: Values; query?: Values; body?: unknown }
  const address = addressOf(declared.path, params, query)
  const ahead = declared.method === 'GET' ? await takeAhead(address, token) : undefined
  const init = {
    method: declared.method,
    headers: headersOf(token, body),
    body: body === undefined ? null : JSON.stringify(body),
    signal: options.signal ?? null,
  }
  const told = ahead ?? (await readJson(await patiently(address, token, init)))
  // The result's schema is this very call's.
  return declared.result.parse(told) as CallResult<Calls[N]>
}

type Values = Parameters<typeof addressOf>[1]

/** Makes a request that is no JSON call, with the token. Throws as `callApi` does. */
export async function askServer(
  address: string,
  init: { method?: string; body?: Blob; headers?: Record<string, string>; signal?: AbortSignal },
): Promise<Response> {
  const { token } = useToken.getState()
  if (token === undefined) throw new Refusal({ code: 'unauthorized', detail: 'Sign in first.' })
  const headers = { ...init.headers, authorization: `Bearer ${token}` }
  return patiently(address, token, { ...init, headers })
}

async function patiently(
  address: string,
  token: string | undefined,
  init: RequestInit,
): Promise<Response> {
  for (let tries = 0; ; tries += 1) {
    const answer = await send(address, init)
    if (answer.ok) return answer
    const refusal = await refusalOf(answer, token)
    const pause = busyPauses[tries]
    const busy = refusal instanceof Refusal && refusal.code === 'database_busy'
    if (!busy || pause === undefined) throw refusal
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

function headersOf(token: string | undefined, body: unknown): Record<string, string> {
  return {
    accept: 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  }
}

async function send(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init)
  } catch (cause) {
    if (init.signal?.aborted) throw cause
    throw new Unreachable({ cause })
  }
}

async function readJson(answer: Response): Promise<unknown> {
  try {
    return await answer.json()
  } catch (cause) {
    throw new Unreachable({ cause })
  }
}

async function refusalOf(answer: Response, token: string | undefined): Promise<Error> {
  const told = await answer.json().catch(() => null) // Whatever stood in between (a proxy) speaks no JSON.
  if (answer.status === 401 && token !== undefined) dropToken(token)
  if (!isProblem(told)) return new Unreachable({ cause: `status ${answer.status}` })
  return new Refusal(told, told.requestId ?? null)
}

interface Told {
  code: string
  detail: string
  values?: Record<string, string | number>
  requestId?: string
}

function isProblem(told: unknown): told is Told {
  if (typeof told !== 'object' || told === null) return false
  return 'code' in told && typeof told.code === 'string' && 'detail' in told
}
