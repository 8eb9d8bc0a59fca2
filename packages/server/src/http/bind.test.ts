// That a handler is told when nobody waits for its answer any more.
import type { Actor } from '@a-parallel/shared'
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { bind } from './bind.ts'
import type { Handlers } from './bound.ts'
import type { SignIn } from './sign-in.ts'

it('a handler is told that a request was broken off', async () => {
  const heard: AbortSignal[] = []
  let answer: () => void = () => undefined
  const handlers = {
    listProjects: (_: Actor, __: unknown, signal: AbortSignal) => {
      heard.push(signal)
      return new Promise((resolve) => (answer = () => resolve({ projects: [] })))
    },
  } as unknown as Handlers // The one that is asked.
  const app = new Hono()
  bind(app, handlers, { actorOf: () => ({ kind: 'system' }) } as unknown as SignIn) // Likewise.
  const waits = new AbortController()
  const asked = app.request('/api/projects', { signal: waits.signal })
  await expect.poll(() => heard[0]?.aborted).toBe(false)
  waits.abort()
  expect(heard[0]?.aborted).toBe(true)
  answer()
  expect((await asked).status).toBe(200)
})
