// How MCP servers stand, told while nobody says anything to the real agent: one that was changed, signed in to, or works again
// is connected at once; and what is secret in them still stands in no file.
import type { ThreadToolServer } from '@a-parallel/shared'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { filesWith } from '../../support/secrets/files-with.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said } from '../../support/threads.ts'
import { startHttpToolServer, type HttpToolServer } from '../../support/tool-servers/http.ts'

const secret = 'sk-live-0123456789abcdef'
const program = join(import.meta.dirname, '../../support/tool-servers/stdio.js')

let server: TestServer
let phone: HttpToolServer
let guarded: HttpToolServer
let threadId: string
const ids: Record<string, string> = {}

const echo = (command: string) => ({
  type: 'stdio',
  command,
  args: [program],
  values: { ECHO_KEY: secret },
})
const http = (url: string, values: object = {}) => ({ type: 'http', url, values })
const give = async (name: string, transport: object) => {
  const made = await server.api('POST', '/api/tool-servers', {
    name,
    projectId: null,
    privateAddress: true,
    transport,
  })
  expect(made.status).toBe(201)
  ids[name] = made.body.id
}
const change = (name: string, transport: object) =>
  server.api('PATCH', `/api/tool-servers/${ids[name]}`, {
    name,
    projectId: null,
    privateAddress: true,
    transport,
  })
const beside = async (): Promise<ThreadToolServer[]> =>
  (await server.api('GET', `/api/threads/${threadId}/tool-servers`)).body.servers
const standing = async (name: string) => {
  const found = (await beside()).find((one) => one.server.name === name)
  return found && [found.status, found.error]
}
const until = (name: string) => expect.poll(() => standing(name), { timeout: 30_000 })
/** Whether it is refused or wants a sign-in is for the agent’s program to say. */
const untilAmiss = (name: string) =>
  expect
    .poll(async () => (await standing(name))?.[0], { timeout: 30_000 })
    .toMatch(/^(failed|needs-sign-in)$/)
const reconnect = (name: string) =>
  server.api('POST', `/api/threads/${threadId}/tool-servers/${ids[name]}/reconnect`)

beforeAll(async () => {
  server = await startTestServer()
  phone = await startHttpToolServer({ wants: 'Bearer nobody has it' })
  guarded = await startHttpToolServer({ wants: 'oauth' })
  await give('echo', echo('no-such-program'))
  await give('guarded', http(guarded.url))
  await give('phone', http(phone.url, { 'X-Api-Key': secret }))
  const projectId = await server.addProject(server.repository('shop'))
  threadId = await server.thread({ projectId, prompt: prompt('Hi', 'Hello.') })
  await rest(server, threadId)
})
afterAll(async () => {
  await server.close()
  await phone.close()
  await guarded.close()
})

it('is told as the agent found them', async () => {
  expect(await standing('echo')).toEqual(['failed', expect.stringContaining('no such program')])
  expect(await standing('guarded')).toEqual(['needs-sign-in', null])
  await untilAmiss('phone')
})

it('is told by the next server as well, while nobody says anything', async () => {
  await server.restart()
  await expect.poll(async () => (await standing('echo'))?.[0], { timeout: 30_000 }).toBe('failed')
  expect((await standing('guarded'))?.[0]).toBe('needs-sign-in')
  await untilAmiss('phone')
})

it('is told when one was changed', async () => {
  expect((await change('echo', echo(process.execPath))).status).toBe(200)
  await until('echo').toEqual(['connected', null])
  await change('echo', echo('no-such-program'))
  await until('echo').toEqual(['failed', expect.stringContaining('no such program')])
  await change('echo', echo(process.execPath))
  await until('echo').toEqual(['connected', null])
})

it('is told when one was signed in to', async () => {
  const path = `/api/tool-servers/${ids['guarded']}`
  const begin = () => server.api('POST', `${path}/sign-in`)
  await begin()
  // What did not come of this sign-in is not taken for its answer, and ends it.
  const strange = { address: 'http://localhost:3118/callback?code=code&state=somebody-elses' }
  const refused = await server.api('POST', `${path}/sign-in/finish`, strange)
  expect([refused.status, refused.body.code]).toEqual([502, 'tool_server_sign_in_failed'])
  expect(await standing('guarded')).toEqual(['needs-sign-in', null])
  await fetch((await begin()).body.url)
  await until('guarded').toEqual(['connected', null])
})

it('is told when one is reached anew, by a wish or because a test found it well', async () => {
  expect((await reconnect('phone')).status).toBe(200)
  await untilAmiss('phone')
  expect(JSON.stringify(await beside())).not.toContain(secret)
  phone.want('Bearer fits')
  await change('phone', http(phone.url, { 'X-Api-Key': null, Authorization: 'Bearer fits not' }))
  await untilAmiss('phone')
  phone.want('Bearer fits not')
  expect((await reconnect('phone')).status).toBe(200)
  await until('phone').toEqual(['connected', null])

  phone.want('Bearer another')
  await reconnect('phone')
  await untilAmiss('phone')
  phone.want('Bearer fits not')
  const test = await server.api('POST', `/api/tool-servers/${ids['phone']}/test`)
  expect(test.body.status).toBe('connected')
  await until('phone').toEqual(['connected', null])
})

it('is so: the agent calls them in its next turn, and nothing of it came by a turn of its own', async () => {
  const { turns } = await server.snapshot(threadId)
  expect(turns).toHaveLength(1)
  const calls = [
    { tool: 'mcp__echo__say', input: { text: 'one' } },
    { tool: 'mcp__guarded__call', input: { text: 'two' } },
    { tool: 'mcp__phone__call', input: { text: 'three' } },
  ]
  for (const call of calls) {
    const text = prompt('Call it', call, '{{toolResult}}')
    await server.api('POST', `/api/threads/${threadId}/messages`, { text })
    const [approval] = await asked(server, threadId)
    await decide(server, threadId, approval!, { decision: 'allow' })
    expect(said(await rest(server, threadId)).at(-1)).toContain(call.input.text)
  }
  expect(filesWith(server.folder, secret)).toEqual([])
})

it('of one that is off, or of an agent that is gone, is not asked', async () => {
  await server.api('POST', `/api/tool-servers/${ids['echo']}/switch`, {
    place: { threadId },
    on: false,
  })
  const off = await reconnect('echo')
  expect([off.status, off.body.code]).toEqual([409, 'tool_server_not_given'])
  await server.api('POST', `/api/threads/${threadId}/stop`)
  await server.until(threadId, ({ run }) => run?.state === 'exited')
  const gone = await reconnect('phone')
  expect([gone.status, gone.body.code]).toEqual([409, 'tool_server_not_given'])
  const path = `/api/threads/${threadId}/tool-servers/ffffffff-ffff-4fff-8fff-ffffffffffff/reconnect`
  const unknown = await server.api('POST', path)
  expect([unknown.status, unknown.body.code]).toEqual([404, 'tool_server_not_found'])
})
