// MCP servers with the real agent: one that is a program and one over HTTP are called, switched while the agent lives, tested
// and signed in to; what is secret in them stands in no argument, no answer, no log and no file; addresses are looked at.
import type { ThreadSnapshot, ThreadToolServer, ToolServer } from '@a-parallel/shared'
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { basename, join, relative, sep } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { claudeCode } from '../../../packages/server/src/runner/drivers/claude-code/driver.ts'
import { closeFolder } from '../../../packages/server/src/runner/runs/close-folder.ts'
import { startClaude } from '../../support/claude-rig.ts'
import { filesWith } from '../../support/secrets/files-with.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said, talk, toolCalls } from '../../support/threads.ts'
import { startHttpToolServer, type HttpToolServer } from '../../support/tool-servers/http.ts'

const secret = 'sk-tool-0123456789abcdef'
const program = join(import.meta.dirname, '../../support/tool-servers/stdio.js')

let server: TestServer
let phone: HttpToolServer
let projectId: string

beforeAll(async () => {
  server = await startTestServer()
  phone = await startHttpToolServer({ wants: `Bearer ${secret}` })
  projectId = await server.addProject(server.repository('shop'))
})
afterAll(async () => {
  await server.close()
  await phone.close()
})

const add = (body: object) =>
  server.api('POST', '/api/tool-servers', { projectId: null, privateAddress: false, ...body })
const echo = (more: object = {}) => ({
  name: 'echo',
  transport: {
    type: 'stdio',
    command: process.execPath,
    args: [program],
    values: { ECHO_KEY: secret },
  },
  ...more,
})
const http = (url: string, values: object = {}) => ({ type: 'http', url, values })
const list = async (): Promise<ToolServer[]> =>
  (await server.api('GET', '/api/tool-servers')).body.servers
const beside = async (id: string): Promise<ThreadToolServer[]> =>
  (await server.api('GET', `/api/threads/${id}/tool-servers`)).body.servers
const turn = (id: string, on: boolean | null, place: object = {}) =>
  server.api('POST', `/api/tool-servers/${id}/switch`, { place, on })
const call = (name: string, text: string) => ({ tool: name, input: { text } })

/** Allows what the agent asks, until it rests. */
async function allow(id: string, requests: number): Promise<ThreadSnapshot> {
  for (let left = requests; left > 0; left -= 1) {
    const [approval] = await asked(server, id)
    await decide(server, id, approval!, { decision: 'allow' })
  }
  return rest(server, id)
}

/** Every argument of every process of this user. */
function argumentsOfAll(): string {
  const own = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return own
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      } catch {
        return '' // It has ended.
      }
    })
    .join('\n')
}

it('are called by an agent, over stdio and HTTP, and what is secret in them stays with the server', async () => {
  const first = await add(echo())
  expect(first.status).toBe(201)
  expect(first.body).toMatchObject({
    name: 'echo',
    transport: { command: process.execPath, args: [program], names: ['ECHO_KEY'] },
    on: true,
    projects: [],
    problem: null,
  })
  const second = await add({
    name: 'phone',
    privateAddress: true,
    transport: http(phone.url, { Authorization: `Bearer ${secret}`, 'X-Api-Key': secret }),
  })
  expect(second.status).toBe(201)
  const id = await server.thread({
    projectId,
    prompt: prompt('Use them', call('mcp__echo__say', 'hello'), '{{toolResult}}'),
  })
  const [approval] = await asked(server, id)
  expect(approval).toMatchObject({ kind: 'permission' })
  expect(argumentsOfAll()).not.toContain(secret)
  await decide(server, id, approval!, { decision: 'allow' })
  const done = await rest(server, id)
  expect(toolCalls(done).map((one) => one.state)).toEqual(['completed'])
  expect(said(done).at(-1)).toContain(`hello, with ${secret.length}`)
  await server.api('POST', `/api/threads/${id}/messages`, {
    text: prompt('And call', call('mcp__phone__call', 'home'), '{{toolResult}}'),
  })
  const called = await allow(id, 1)
  expect(said(called).at(-1)).toContain('called home')
  expect(phone.heard.at(-1)?.authorization).toBe(`Bearer ${secret}`)
  expect((await beside(id)).map(({ server: { name }, on, status }) => [name, on, status])).toEqual([
    ['echo', true, 'connected'],
    ['phone', true, 'connected'],
  ])
  expect(JSON.stringify([await list(), await beside(id), called])).not.toContain(secret)
  expect(filesWith(server.folder, secret)).toEqual([])
})

it('are called by an agent over SSE', async () => {
  const made = await add({
    name: 'stream',
    privateAddress: true,
    transport: { ...http(phone.sse, { Authorization: `Bearer ${secret}` }), type: 'sse' },
  })
  expect([made.status, made.body.transport.type]).toEqual([201, 'sse'])
  const id = await server.thread({
    projectId,
    prompt: prompt('Call', call('mcp__stream__call', 'home'), '{{toolResult}}'),
  })
  expect(said(await allow(id, 1)).at(-1)).toContain('called home')
  const heard = phone.heard.filter(({ path }) => path.startsWith('/messages/'))
  expect(new Set(heard.map(({ authorization }) => authorization))).toEqual(
    new Set([`Bearer ${secret}`]),
  )
  await server.api('DELETE', `/api/tool-servers/${made.body.id}`)
})

it('are switched for a thread while its agent lives, for a project, and everywhere', async () => {
  const [found] = await list()
  const say = prompt('Say', call('mcp__echo__say', 'again'), '{{toolResult}}')
  const id = await server.thread({ projectId, prompt: say })
  expect(said(await allow(id, 1)).at(-1)).toContain('again')
  expect((await turn(found!.id, false, { threadId: id })).status).toBe(200)
  const without = await talk(server, id, say)
  expect(said(without).at(-1)).toContain('No such tool available')
  expect((await beside(id)).map(({ server: { name }, on }) => [name, on])).toEqual([
    ['echo', false],
    ['phone', true],
  ])
  await turn(found!.id, null, { threadId: id })
  await server.api('POST', `/api/threads/${id}/messages`, { text: say })
  expect(said(await allow(id, 1)).at(-1)).toContain('again')
  const other = await turn(found!.id, false, { projectId })
  expect(other.body.projects).toEqual([{ projectId, on: false }])
  expect((await beside(id))[0]?.on).toBe(false)
  await turn(found!.id, null, { projectId })
  await turn(found!.id, false)
  expect((await beside(id))[0]?.on).toBe(false)
  await turn(found!.id, true)
})

it('of a project stand in the place of others of their name, there alone', async () => {
  const elsewhere = await server.addProject(server.repository('other'))
  const own = await add(echo({ projectId: elsewhere }))
  expect(own.status).toBe(201)
  expect((await add(echo({ projectId: elsewhere }))).body.code).toBe('tool_server_exists')
  const id = await server.thread({ projectId: elsewhere, prompt: prompt('Hi', 'Hello.') })
  expect((await beside(id)).map(({ server: one }) => [one.name, one.projectId])).toEqual([
    ['echo', elsewhere],
    ['phone', null],
  ])
  await rest(server, id)
  expect((await server.api('DELETE', `/api/tool-servers/${own.body.id}`)).status).toBe(200)
})

it('are tested as an agent would reach them: tools, or what went wrong, without a secret', async () => {
  const test = async (id: string) => (await server.api('POST', `/api/tool-servers/${id}/test`)).body
  const [one, two] = await list()
  expect(await test(one!.id)).toEqual({
    status: 'connected',
    error: null,
    tools: ['say', 'rest'],
    latencyMs: expect.any(Number),
  })
  expect(await test(two!.id)).toMatchObject({ status: 'connected', tools: ['call'] })
  const broken = await add(
    echo({
      name: 'broken',
      transport: {
        type: 'stdio',
        command: process.execPath,
        args: [program, 'fail'],
        values: { ECHO_KEY: secret },
      },
    }),
  )
  const report = await test(broken.body.id)
  expect(report).toMatchObject({ status: 'failed', tools: [], latencyMs: null })
  expect(report.error).toBeTruthy()
  const last = (await list()).map((found) => [found.name, found.last?.report])
  expect(last).toContainEqual(['broken', report])
  expect(last).toContainEqual(['echo', expect.objectContaining({ tools: ['say', 'rest'] })])
  expect(JSON.stringify([report, last])).not.toContain(secret)
  await server.api('DELETE', `/api/tool-servers/${broken.body.id}`)
  // Nothing of the probes is left.
  expect(argumentsOfAll()).not.toContain('--no-session-persistence')
  const folders = readdirSync('/proc').flatMap((pid) => {
    try {
      return [readlinkSync(`/proc/${pid}/cwd`)]
    } catch {
      return [] // Not a process, or another user's.
    }
  })
  expect(folders.filter((folder) => folder.includes('a-parallel-probe-'))).toEqual([])
})

it('keep a value that is not entered again, and never send it elsewhere', async () => {
  const [, found] = await list()
  const change = (url: string, values: object) =>
    server.api('PATCH', `/api/tool-servers/${found!.id}`, {
      name: 'phone',
      projectId: null,
      privateAddress: true,
      transport: http(url, values),
    })
  expect((await change(phone.url, { Authorization: null, 'X-More': 'x' })).status).toBe(200)
  const tested = await server.api('POST', `/api/tool-servers/${found!.id}/test`)
  expect(tested.body.status).toBe('connected')
  const away = await change('http://127.0.0.1:1/mcp', { Authorization: null })
  expect([away.status, away.body.code]).toEqual([422, 'tool_server_value_missing'])
  await change(phone.url, { Authorization: null })
})

it.each([
  'http://169.254.169.254/',
  'https://169.254.169.254/',
  'http://[::ffff:127.0.0.1]:3001/',
  'http://0x7f.1/',
  'https://2130706433/',
  'https://localhost/mcp',
  'https://printer.local/mcp',
  'https://10.0.0.7/mcp',
  'https://[fd00::1]/mcp',
])('are not reached at %s unless a person says that it is meant', async (url) => {
  const refused = await add({ name: 'inner', transport: http(url) })
  expect([refused.status, refused.body.code]).toEqual([422, 'tool_server_private'])
})

it('are not reached in the clear outside, with a password in the address, or by a detour inside', async () => {
  const codes = async (url: string) => (await add({ name: 'x', transport: http(url) })).body.code
  expect(await codes('http://8.8.8.8/mcp')).toBe('tool_server_address_refused')
  expect(await codes('https://me:pw@example.org/mcp')).toBe('tool_server_address_refused')
  for (const url of ['ftp://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', 'x'])
    expect(await codes(url)).toBe('invalid_input')
  const away = await startHttpToolServer()
  const made = await add({
    name: 'away',
    privateAddress: true,
    transport: http(away.url.replace('/mcp', '/away')),
  })
  for (const work of ['test', 'sign-in']) {
    const refused = await server.api('POST', `/api/tool-servers/${made.body.id}/${work}`)
    expect([work, refused.status, refused.body.code]).toEqual([work, 422, 'tool_server_private'])
  }
  expect(new Set(away.heard.map(({ method, path }) => `${method} ${path}`))).toEqual(
    new Set(['GET /away']),
  )
  await server.api('DELETE', `/api/tool-servers/${made.body.id}`)
  await away.close()
})

it('that lead inside by a detour are given to no agent, which is told where they are; what is not there is given', async () => {
  const away = await startHttpToolServer()
  const gone = await startHttpToolServer()
  await gone.close()
  const place = (name: string, url: string) =>
    add({ name, privateAddress: true, transport: http(url) })
  const made = [
    await place('away', away.url.replace('/mcp', '/away')),
    await place('gone', gone.url),
  ]
  const words = prompt('Call', call('mcp__away__call', 'home'), '{{toolResult}}')
  const id = await server.thread({ projectId, prompt: words })
  expect(said(await rest(server, id)).at(-1)).toContain('No such tool available')
  const problem = { code: 'tool_server_leads_inside', values: { host: '169.254.169.254' } }
  expect((await list()).find(({ name }) => name === 'away')).toMatchObject({ problem })
  const found = await beside(id)
  expect(found.filter((one) => ['away', 'gone'].includes(one.server.name))).toMatchObject([
    { server: { name: 'away', problem }, on: true, status: null },
    { server: { name: 'gone', problem: null }, on: true, status: 'failed' },
  ])
  // Looked at once by us, for as long as that holds, and never by an agent.
  expect(
    said(await rest(server, await server.thread({ projectId, prompt: words }))).at(-1),
  ).toContain('No such tool available')
  expect(away.heard).toEqual([{ method: 'GET', path: '/away', authorization: null }])
  const again = await server.api(
    'POST',
    `/api/threads/${id}/tool-servers/${made[0]?.body.id}/reconnect`,
  )
  expect([again.status, again.body.code]).toEqual([409, 'tool_server_not_given'])
  for (const { body } of made) await server.api('DELETE', `/api/tool-servers/${body.id}`)
  await away.close()
})

it.each(['--scope', '../x', 'a b', '', 'a__b', '__proto__', 'x'.repeat(65)])(
  'may not be called %j',
  async (name) => {
    const refused = await add(echo({ name }))
    expect([refused.status, refused.body.code]).toEqual([400, 'invalid_input'])
  },
)

it('are nobody else’s, and of no other project’s', async () => {
  const missing = 'ffffffff-ffff-4fff-8fff-ffffffffffff'
  for (const [method, path, body] of [
    ['DELETE', `/api/tool-servers/${missing}`, undefined],
    ['POST', `/api/tool-servers/${missing}/test`, undefined],
    ['POST', `/api/tool-servers/${missing}/sign-in`, undefined],
    ['GET', `/api/tool-servers/${missing}/sign-in`, undefined],
    ['POST', `/api/tool-servers/${missing}/switch`, { place: {}, on: true }],
    ['PATCH', `/api/tool-servers/${missing}`, { projectId: null, ...echo() }],
  ] as const) {
    const answer = await server.api(method, path, body)
    expect([path, answer.status, answer.body.code]).toEqual([path, 404, 'tool_server_not_found'])
  }
  const [found] = await list()
  expect((await turn(found!.id, true, { projectId: missing })).body.code).toBe('project_not_found')
  expect((await turn(found!.id, true, { threadId: missing })).body.code).toBe('thread_not_found')
  expect((await add(echo({ projectId: missing }))).body.code).toBe('project_not_found')
})

it('that want a sign-in get one through the agent’s own flow', async () => {
  const guarded = await startHttpToolServer({ wants: 'oauth' })
  const made = await add({ name: 'guarded', privateAddress: true, transport: http(guarded.url) })
  const path = `/api/tool-servers/${made.body.id}`
  expect((await server.api('POST', `${path}/test`)).body.status).toBe('needs-sign-in')
  const begun = await server.api('POST', `${path}/sign-in`)
  expect(begun.status).toBe(200)
  expect(begun.body.url).toContain('/authorize?')
  // As a browser would: the page leads back to the program's own listener.
  await fetch(begun.body.url)
  await expect
    .poll(async () => (await server.api('GET', `${path}/sign-in`)).body.report?.status, {
      timeout: 30_000,
    })
    .toBe('connected')
  expect((await server.api('POST', `${path}/test`)).body).toMatchObject({
    status: 'connected',
    tools: ['call'],
  })
  await server.api('DELETE', path)
  await guarded.close()
})

it('are sent a header as it was written, without what its words name in the environment', async () => {
  const curious = await startHttpToolServer()
  const written = `Bearer \${ANTHROPIC_API_KEY}`
  const made = await add({
    name: 'curious',
    privateAddress: true,
    transport: http(curious.url, { Authorization: written }),
  })
  const path = `/api/tool-servers/${made.body.id}`
  expect((await server.api('POST', `${path}/test`)).body.status).toBe('connected')
  const sent = new Set(curious.heard.map(({ authorization }) => authorization))
  // Our own request looks where the address leads, and says nothing.
  expect([...sent]).toEqual([null, written])
  await server.api('DELETE', path)
  await curious.close()
})

it('that the agent’s program writes down what it sends them, nobody else reads where its folder is closed', async () => {
  const caches = join(server.folder, 'caches')
  const { closed } = claudeCode.probe.launch({
    program: 'claude',
    model: null,
    scratch: caches,
    caches: null,
    fixedCaches: caches,
  })
  await closeFolder(closed)
  const open = await startHttpToolServer()
  const agent = await startClaude({ apiUrl: server.model.url, env: { XDG_CACHE_HOME: caches } })
  const servers = { open: { type: 'http', url: open.url, headers: { 'X-Api-Key': secret } } }
  await agent.control({ subtype: 'mcp_set_servers', servers })
  await agent.stop()
  await open.close()
  // As on a machine where no variable moves it.
  expect(
    filesWith(server.folder, secret).map((path) => relative(caches, path).split(sep)[0]),
  ).toContain(basename(closed ?? ''))
  expect(readdirSync(caches)).toEqual([basename(closed ?? '')])
  expect(statSync(closed ?? '').mode & 0o777).toBe(0o700)
})
