// The message of a commit while the thread's agent rests: its model words it, in a process of its own.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let id: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_MEMORY_FLOOR_MB: '0' } })
  const projectId = await server.addProject(server.repository('shop', { 'a.txt': 'one\n' }))
  const words = prompt('Mend the shop', [write('b.txt', 'b\n')], 'Done.')
  id = await server.thread({
    projectId,
    title: 'Mend the shop',
    permissionMode: 'autoEdit',
    prompt: words,
  })
  await rest(server, id)
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(
    id,
    ({ run, checkpoints }) =>
      run?.state === 'exited' && checkpoints.some(({ place }) => place === 'after'),
  )
})
afterAll(() => server?.close())

const propose = () => server.api('POST', `/api/threads/${id}/commit-message`, { all: true })

it('is worded by its model, which is asked apart, and nothing of it stays', async () => {
  const before = await server.snapshot(id)
  expect(await propose()).toMatchObject({
    status: 200,
    body: { message: 'Change b.txt', by: 'agent' },
  })
  const asked = server.model.requests().findLast(({ kind }) => kind === 'message')
  expect(asked?.userText).toContain('task: Mend the shop')
  expect(asked?.model).toContain('sonnet')
  expect(await server.snapshot(id)).toEqual(before)
})

it('is the thread’s title where its model is not reached, and not what the program says of that', async () => {
  const refusing = createServer((_, answer) => {
    answer.writeHead(401, { 'content-type': 'application/json' })
    const error = { type: 'authentication_error', message: 'invalid x-api-key' }
    answer.end(JSON.stringify({ type: 'error', error }))
  }).listen(0, '127.0.0.1')
  await once(refusing, 'listening')
  const { port } = refusing.address() as AddressInfo // It listens on a port.
  server.environment['ANTHROPIC_BASE_URL'] = `http://127.0.0.1:${port}`
  await server.restart()
  expect(await propose()).toMatchObject({
    status: 200,
    body: { message: 'Mend the shop', by: 'thread' },
  })
  refusing.close()
})
