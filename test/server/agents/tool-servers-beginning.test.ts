// The MCP servers that a thread begins with: chosen as it is created, so that its first turn has those and no others, also where
// an agent waits for it.
import type { ThreadToolServer } from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { untilSpare } from '../../support/crash/spares.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said } from '../../support/threads.ts'

const program = join(import.meta.dirname, '../../support/tool-servers/stdio.js')

let server: TestServer
let projectId: string
const ids: Record<string, string> = {}

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
  for (const name of ['echo', 'parrot']) {
    const transport = { type: 'stdio', command: process.execPath, args: [program], values: {} }
    const { body } = await server.api('POST', '/api/tool-servers', {
      name,
      projectId: null,
      transport,
    })
    ids[name] = body.id
  }
})
afterAll(() => server.close())

const beside = async (id: string) => {
  const { servers } = (await server.api('GET', `/api/threads/${id}/tool-servers`)).body
  return (servers as ThreadToolServer[]).map(({ server: { name }, on }) => [name, on])
}
const withoutEcho = () => ({ toolServers: [{ id: ids['echo'], on: false }] })
const call = (name: string) => ({ tool: `mcp__${name}__say`, input: { text: `hi ${name}` } })
const first = prompt('Say hello', call('echo'), call('parrot'), '{{toolResult}}')

/** Its first turn could not call the one, and called the other. */
async function hasParrotAlone(id: string): Promise<void> {
  const [approval] = await asked(server, id)
  expect(approval).toMatchObject({ tool: expect.stringContaining('parrot') })
  await decide(server, id, approval!, { decision: 'allow' })
  expect(said(await rest(server, id)).at(-1)).toContain('hi parrot')
  expect(await beside(id)).toEqual([
    ['echo', false],
    ['parrot', true],
  ])
}

it('are those that were chosen', async () => {
  await hasParrotAlone(await server.thread({ projectId, prompt: first, ...withoutEcho() }))
})

it('are those that were chosen where an agent waited for the thread', async () => {
  const id = randomUUID()
  const body = { projectId, prompt: 'Say hello' }
  expect((await server.api('POST', `/api/threads/${id}/spare`, body)).status).toBe(202)
  const { runId } = await untilSpare(server.home, id)
  await server.thread({ id, projectId, title: 'Say hello', prompt: first, ...withoutEcho() })
  await hasParrotAlone(id)
  expect((await server.snapshot(id)).run?.id).toBe(runId)
})

it('are chosen once: asked for again, a thread that is there keeps what it has; one that is gone is passed over', async () => {
  const id = randomUUID()
  const gone = { id: randomUUID(), on: true }
  const wanted = { id, projectId, prompt: prompt('Hi', 'Hello.') }
  await server.thread({ ...wanted, toolServers: [...withoutEcho().toolServers, gone] })
  const path = `/api/tool-servers/${ids['parrot']}/switch`
  await server.api('POST', path, { place: { threadId: id }, on: false })
  const again = await server.api('POST', '/api/threads', { ...wanted, ...withoutEcho() })
  expect(again.status).toBe(202)
  expect(await beside(id)).toEqual([
    ['echo', false],
    ['parrot', false],
  ])
  await rest(server, id)
})

it('are told in the right shape', async () => {
  const wrong = { projectId, prompt: 'Hi', toolServers: [{ id: 'echo', on: true }] }
  const { status, body } = await server.api('POST', '/api/threads', wrong)
  expect([status, body.code]).toEqual([400, 'invalid_input'])
})
