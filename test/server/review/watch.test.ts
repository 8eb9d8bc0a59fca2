// Whoever follows a thread's changes is told of them, whoever made them; nobody else is, and nothing is watched for nobody.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLive } from '../../support/live-client.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, talk } from '../../support/threads.ts'
import { bash, prompt } from '../../support/scripts.ts'

let server: TestServer
let id: string
let worktree: string

beforeAll(async () => {
  server = await startTestServer()
  const projectId = await server.addProject(server.repository('shop'))
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
  id = await server.thread({ projectId, prompt: 'Hello', permissionMode: 'bypass' })
  worktree = (await rest(server, id)).worktreePath ?? ''
})
afterAll(() => server.close())

it('tells of what a person and what an agent changed, until nobody looks', async () => {
  const topic = `changes:${id}`
  const live = await openLive(server)
  const other = await openLive(server)
  const isTold = (frame: { type: string }) => frame.type === 'files-changed'
  live.subscribe(topic)
  // Once at the beginning, and once it is watched.
  let from = live.frames.indexOf(await live.waitUntil(isTold)) + 1
  await live.waitUntil(isTold, from)
  from = live.frames.length
  writeFileSync(join(worktree, 'mine.txt'), 'x\n')
  expect(await live.waitUntil(isTold, from)).toEqual({ type: 'files-changed', topic })
  from = live.frames.length
  await talk(server, id, prompt('More', [bash('echo y > theirs.txt')], 'Done.'))
  await live.waitUntil(isTold, from)
  expect(other.frames.some(isTold)).toBe(false)
  live.send({ type: 'unsubscribe', topic })
  live.subscribe('index')
  await live.waitUntil(({ type }) => type === 'index')
  from = live.frames.length
  writeFileSync(join(worktree, 'mine.txt'), 'z\n')
  other.subscribe(topic)
  const begun = other.frames.indexOf(await other.waitUntil(isTold)) + 1
  await other.waitUntil(isTold, begun)
  expect(live.frames.slice(from).some(isTold)).toBe(false)
  await live.close()
  await other.close()
})

it('refuses a thread that is not there', async () => {
  const live = await openLive(server)
  live.subscribe(`changes:${crypto.randomUUID()}`)
  const refused = await live.waitUntil(({ type }) => type === 'problem')
  expect(refused).toMatchObject({ problem: { code: 'thread_not_found' } })
  await live.close()
})
