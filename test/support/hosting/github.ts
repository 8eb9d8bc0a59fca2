// A small GitHub on loopback: its REST API as far as the product asks it, with its refusals as the real one words them.
// Written from its documentation (docs.github.com/rest), apart from what the product knows of it.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { notFound, refused, type FakeAnswer } from './github-answers.ts'
import { route } from './github-routes.ts'
import {
  newRepository,
  type FakeHost,
  type FakeRepository,
  type FakeToken,
} from './github-state.ts'

export interface FakeRequest {
  method: string
  path: string
  headers: IncomingMessage['headers']
  status: number
}

export interface FakeGithub extends FakeHost {
  tokens: Map<string, FakeToken>
  repository(name: string, more?: Partial<FakeRepository>): FakeRepository
  /** What was asked, oldest first. */
  requests: FakeRequest[]
  /** Requests that the hour still has; answers 304 cost none. */
  remaining: number
  /** Answers the next requests, whatever they are. */
  next: FakeAnswer[]
  close(): Promise<void>
}

/** When the hour's count begins anew: seconds since 1970. */
export const resetsAt = Math.floor(Date.parse('2036-01-01T00:00:00Z') / 1000)

export async function startGithub(): Promise<FakeGithub> {
  const github: FakeGithub = {
    origin: '',
    tokens: new Map(),
    repositories: new Map(),
    repository(name, more) {
      const made = newRepository(name, more)
      github.repositories.set(name, made)
      return made
    },
    requests: [],
    remaining: 5000,
    next: [],
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const answer = counted(github, request, answerTo(github, request, body))
      github.requests.push({
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        status: answer.status,
      })
      response.writeHead(answer.status, answer.headers)
      const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
      response.end(answer.status === 304 || answer.body === null ? undefined : text)
    })
  })
  // A connection that is closed while it is being used again would fail a request for nothing.
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  github.origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}` // It listens on a port.
  return github
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer) // A request gives buffers.
  const text = Buffer.concat(parts).toString('utf8')
  return text === '' ? {} : JSON.parse(text)
}

function answerTo(
  github: FakeGithub,
  request: IncomingMessage,
  body: Record<string, unknown>,
): FakeAnswer {
  const planned = github.next.shift()
  if (planned) return planned
  const url = new URL(request.url ?? '/', github.origin)
  // Where logs lie; the real one keeps them at another host.
  if (url.pathname.startsWith('/blobs/'))
    return { status: 200, body: decodeURIComponent(url.pathname.slice(7)) }
  const token = github.tokens.get(
    /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '',
  )
  if (!token) return refused(401, 'Bad credentials')
  if (github.remaining <= 0) {
    const message =
      'API rate limit exceeded for user ID 1. If you reach out to GitHub Support for help, please include the request ID.'
    return refused(403, message)
  }
  const answer = route(github, token, { method: request.method ?? '', url, body }) ?? notFound()
  const scopes: Record<string, string> =
    token.scopes === null ? {} : { 'x-oauth-scopes': token.scopes.join(', ') }
  return { ...answer, headers: { ...scopes, ...answer.headers } }
}

/** Counts it against the hour, and answers 304 to whoever knows it already. */
function counted(github: FakeGithub, request: IncomingMessage, answer: FakeAnswer): FakeAnswer {
  const digest = createHash('sha256').update(JSON.stringify(answer.body)).digest('hex')
  const etag = `W/"${digest}"`
  const known = request.method === 'GET' && answer.status === 200
  const unchanged = known && request.headers['if-none-match'] === etag
  if (!unchanged) github.remaining = Math.max(0, github.remaining - 1)
  const limits = {
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': String(github.remaining),
    'x-ratelimit-reset': String(resetsAt),
    'x-ratelimit-resource': 'core',
  }
  const type = typeof answer.body === 'string' ? 'text/plain' : 'application/json; charset=utf-8'
  const headers = { 'content-type': type, ...limits, ...(known && { etag }), ...answer.headers }
  return unchanged ? { status: 304, body: null, headers } : { ...answer, headers }
}
