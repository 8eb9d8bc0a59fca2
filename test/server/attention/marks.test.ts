// What threads want of their owner, over the API: it survives a restart, and looking clears only what may be cleared so.
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { ThreadSummary } from '@a-parallel/shared'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest } from '../../support/threads.ts'

let server: TestServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(() => server?.close())

async function summary(id: string): Promise<ThreadSummary> {
  const { body } = await server.api('GET', '/api/threads?limit=500')
  return body.threads.find((thread: ThreadSummary) => thread.id === id)
}
const see = (id: string, seq: unknown) => server.api('POST', `/api/threads/${id}/seen`, { seq })

it('keeps what was not looked at across a restart, and forgets it once it was', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Say it', 'Done.') })
  await rest(server, id)
  const { attention, seq } = await summary(id)
  expect(attention).toMatchObject({ kind: 'finished' })
  await server.restart()
  expect((await summary(id)).attention).toEqual(attention)
  expect((await see(id, seq)).status).toBe(202)
  expect((await summary(id)).attention).toBeNull()
  expect((await server.api('DELETE', `/api/threads/${id}/seen`)).status).toBe(202)
  expect((await summary(id)).attention).toMatchObject({ kind: 'finished' })
})

it('clears a request by its answer alone', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Do it', bash('touch x'), 'Done.') })
  const [approval] = await asked(server, id)
  const before = await summary(id)
  expect(before.attention).toMatchObject({ kind: 'permission', approvalId: approval!.id })
  expect((await see(id, before.seq)).body).toEqual({ seq: before.seq })
  expect((await summary(id)).attention).toEqual(before.attention)
  expect((await server.api('DELETE', `/api/threads/${id}/seen`)).body.code).toBe('thread_busy')
  await decide(server, id, approval!, { decision: 'allow' })
  await rest(server, id)
  expect((await summary(id)).attention).toMatchObject({ kind: 'finished' })
})

it('refuses what makes no sense, and strangers’ threads', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Say it', 'Done.') })
  await rest(server, id)
  for (const seq of [0, -1, 1.5, '3', null])
    expect((await see(id, seq)).body.code).toBe('invalid_input')
  const nobody = '00000000-0000-4000-8000-000000000099'
  expect((await see(nobody, 1)).body.code).toBe('thread_not_found')
  expect((await server.api('DELETE', `/api/threads/${nobody}/seen`)).body.code).toBe(
    'thread_not_found',
  )
  const pinned = await server.api('PATCH', `/api/threads/${id}`, { pinned: 'yes' })
  expect(pinned.body.code).toBe('invalid_input')
  await server.api('PATCH', `/api/threads/${id}`, { pinned: true, muted: true })
  expect(await summary(id)).toMatchObject({ pinned: true, muted: true })
})
