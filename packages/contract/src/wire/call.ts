// How one HTTP call is declared: the browser, the server and the OpenAPI page all read this.
import { z } from 'zod'
import { imageLimits } from '../model/messages/images.ts'
import type { ProblemCode } from '../model/problem.ts'

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE'

export interface Call {
  readonly method: Method
  /** Hono's form: `/api/threads/:id`. */
  readonly path: string
  readonly summary: string
  readonly params: z.ZodObject
  readonly query: z.ZodObject
  readonly body: z.ZodType | null
  /** In which form it takes its body and gives its result; bytes of a result travel with their media type alone. */
  readonly takes: 'json' | 'bytes'
  readonly gives: 'json' | 'bytes'
  /** How many bytes it takes where it takes bytes, and how more are refused. */
  readonly limit: { readonly bytes: number; readonly code: ProblemCode }
  readonly result: z.ZodType
  /** Its bytes are named by what they hold, and never change. */
  readonly lasts: boolean
  /** The status of success. 202 says "written down", never "done". */
  readonly status: 200 | 201 | 202
  /** Whether it works without the bearer token. */
  readonly open: boolean
}

const nothing = z.object({})

/** Declares a call; what is left out is empty. */
export function call<
  const C extends Pick<Call, 'method' | 'path' | 'summary' | 'result'> & Partial<Call>,
>(declared: C): Omit<typeof defaults, keyof C> & C {
  return { ...defaults, ...declared }
}

const defaults = {
  params: nothing,
  query: nothing,
  body: null,
  takes: 'json',
  gives: 'json',
  limit: { bytes: imageLimits.bytes, code: 'image_too_large' },
  lasts: false,
  status: 200,
  open: false,
} as const

type SchemaIn<T> = T extends z.ZodType ? z.input<T> : never
type SchemaOut<T> = T extends z.ZodType ? z.output<T> : never

/** What a caller hands in. */
export interface CallInput<C extends Call> {
  params: SchemaIn<C['params']>
  query: SchemaIn<C['query']>
  body: C['body'] extends null ? undefined : SchemaIn<C['body']>
}

/** What a handler gets, parsed. */
export interface CallRequest<C extends Call> {
  params: SchemaOut<C['params']>
  query: SchemaOut<C['query']>
  body: C['body'] extends null ? undefined : SchemaOut<C['body']>
}

export type CallResult<C extends Call> = SchemaOut<C['result']>
