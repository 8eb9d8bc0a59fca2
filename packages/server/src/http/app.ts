// The HTTP app: guards first, then the calls, then the web app's files. The one place where a thrown Problem becomes
// an answer.
import { Problem } from '@a-parallel/contract/model'
import { calls } from '@a-parallel/contract/wire'
import { Hono } from 'hono'
import type { Log } from '../platform/log.ts'
import type { NewId } from '../platform/id.ts'
import { bind } from './bind.ts'
import type { Guard } from './guard.ts'
import type { Handlers } from './bound.ts'
import { openApi } from './openapi.ts'
import { problemAnswer } from './problem-answer.ts'
import { addSecurityHeaders } from './security-headers.ts'
import type { SignIn } from './sign-in.ts'
import type { StaticFiles } from './static-files.ts'

export interface AppPorts {
  guard: Guard
  handlers: Handlers
  signIn: SignIn
  files: StaticFiles
  log: Log
  newId: NewId
  version: string
}

/** Answers a request. `rawPath` is the target as it came over the wire, before any normalisation. */
export type Answer = (request: Request, rawPath: string) => Promise<Response>

export function openApp({ guard, handlers, signIn, files, log, newId, version }: AppPorts): Answer {
  const app = new Hono()
  bind(app, handlers, signIn)
  app.get('/api/openapi.json', (context) => context.json(openApi(version) as Record<string, never>)) // Plain JSON.
  app.all('/api/*', (context) => {
    const known = Object.values(calls).some((declared) => matches(declared.path, context.req.path))
    throw new Problem(known ? 'method_not_allowed' : 'not_found')
  })
  app.get('*', (context) => files.serve(context.req.path))
  app.all('*', () => {
    throw new Problem('method_not_allowed')
  })
  app.onError((cause) => {
    throw cause
  })
  return async (request, rawPath) => {
    const requestId = newId()
    const path = new URL(request.url).pathname
    const answer = await attempt(app, guard, request, rawPath).catch((cause: unknown) => {
      if (!(cause instanceof Problem))
        log.error({ err: cause, requestId, path }, 'a request failed')
      return problemAnswer(cause, requestId, path)
    })
    addSecurityHeaders(answer.headers, path)
    return answer
  }
}

async function attempt(
  app: Hono,
  guard: Guard,
  request: Request,
  rawPath: string,
): Promise<Response> {
  guard.host(request.headers.get('host') ?? undefined)
  guard.path(rawPath)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    guard.origin(request.headers.get('origin') ?? undefined)
  return app.fetch(request)
}

function matches(pattern: string, path: string): boolean {
  return new RegExp(`^${pattern.replaceAll(/:\w+/g, '[^/]+')}$`).test(path)
}
