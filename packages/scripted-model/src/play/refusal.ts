// The errors of the API, and the HTTP answers that carry them.
// Which attempt fails is decided by the player; here is only what a failure looks like.
import type { ServerResponse } from 'node:http'
import type { Answer } from '../request-log.ts'
import type { Step } from '../script/script.ts'

type ScriptedError = NonNullable<Step['error']>

/** Error types and texts by status, after the API's public documentation. */
const known: Record<number, readonly [type: string, message: string]> = {
  400: ['invalid_request_error', 'The request was not valid'],
  401: ['authentication_error', 'invalid x-api-key'],
  403: ['permission_error', 'Your API key may not use this resource'],
  404: ['not_found_error', 'model not found'],
  413: ['request_too_large', 'Request exceeds the maximum size'],
  429: ['rate_limit_error', 'This request would exceed your rate limit'],
  500: ['api_error', 'Internal server error'],
  529: ['overloaded_error', 'Overloaded'],
}

export function errorBody(status: number, type?: string, message?: string): string {
  const [knownType, knownMessage] = known[status] ?? ['api_error', `Status ${status}`]
  return JSON.stringify({
    type: 'error',
    error: { type: type ?? knownType, message: message ?? knownMessage },
    request_id: 'req_scripted',
  })
}

/** Answers with a scripted error: a status, a reset connection, or silence until the reader leaves. */
export function refuse(response: ServerResponse, error: ScriptedError, answer: Answer): void {
  answer.status = typeof error.status === 'number' ? error.status : 0
  if (error.status === 'silent') return
  if (error.status === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  const headers = { 'content-type': 'application/json', ...error.headers }
  response.writeHead(error.status, headers)
  response.end(errorBody(error.status, error.type, error.message))
}
