// Binds every declared call to its handler: parse, authorise, answer. The only place that reads a request's body.
import { Problem } from '@a-parallel/contract/model'
import { calls, type Call } from '@a-parallel/contract/wire'
import type { Actor, CallResult, Calls } from '@a-parallel/shared'
import type { Context, Hono } from 'hono'
import type { z } from 'zod'
import { imageTooLarge } from '../images/index.ts'
import { readBytes, readJson } from './body.ts'
import type { Handlers } from './bound.ts'
import type { SignIn } from './sign-in.ts'

const nobody: Actor = { kind: 'system' }

export function bind(app: Hono, handlers: Handlers, signIn: SignIn): void {
  for (const [name, declared] of Object.entries(calls)) {
    const handle = handlers[name as keyof Handlers] // `handlers` has exactly the calls' names, by its type.
    app.on(declared.method, declared.path, async (context) => {
      const actor = declared.open ? nobody : signIn.actorOf(context.req.header('authorization'))
      const request = await read(declared, context)
      const { signal } = context.req.raw
      const result = await handle(actor, request as never, signal) // Parsed by this very call's schemas.
      if (declared.gives === 'bytes') return bytesAnswer(result as GivenBytes, declared.lasts) // As such a call declares it.
      return context.json(result, declared.status)
    })
  }
}

async function read(declared: Call, context: Context) {
  return {
    params: parse(declared.params, context.req.param(), 'path'),
    query: parse(declared.query, context.req.query(), 'query'),
    body: declared.body
      ? parse(declared.body, await readBody(declared, context), 'body')
      : undefined,
  }
}

function readBody({ takes, limit }: Call, { req }: Context): Promise<unknown> {
  if (takes === 'json') return readJson(req.raw)
  const tooLarge = () =>
    limit.code === 'image_too_large'
      ? imageTooLarge()
      : new Problem(limit.code, 'It is larger than may be sent.', { reason: 'packed' })
  return readBytes(req.raw, limit.bytes, tooLarge)
}

type GivenBytes = CallResult<Calls['readImage' | 'readFileSide']>

/** Typed by what we found in them, whatever they were sent as. */
function bytesAnswer({ mediaType, bytes }: GivenBytes, lasts: boolean): Response {
  return new Response(bytes, {
    headers: {
      'content-type': mediaType,
      'content-length': String(bytes.byteLength),
      'cache-control': lasts ? 'private, max-age=31536000, immutable' : 'private, no-store',
      vary: 'authorization',
    },
  })
}

/** Says which field is wrong and how, and never repeats what was sent. */
function parse(schema: z.ZodType, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${[where, ...issue.path].join('.')}: ${issue.message}`)
  const [first] = parsed.error.issues
  throw new Problem('invalid_input', wrong.join('; '), {
    field: first ? first.path.join('.') : where,
  })
}
