// What waits for a thread whose project has a recipe: it has its files, ports and variables; commands begin with the thread.
import type { ThreadSnapshot } from '@a-parallel/shared'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { portHolders, untilNoSpare, untilSpare } from '../../support/crash/spares.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, toolCalls } from '../../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
})
afterAll(() => server.close())

const look = 'echo "port $PORT, mode $MODE, key $(cat .env), $(cat node_modules/a/x.js)"'

const recipe = {
  files: { copy: ['.env', 'CLAUDE.local.md'] },
  folders: { copy: ['node_modules'] },
  ports: ['PORT'],
  environment: { MODE: 'dev', DB: 'shop_${A_PARALLEL_THREAD_NAME}_${PORT}' },
  commands: [{ name: 'look', command: `${look} | tee -a ran.log` }],
}

async function place(name: string, said: object = recipe, trusted = true) {
  const repository = server.repository(name, {
    '.gitignore': '.env\nnode_modules/\n*.log\nCLAUDE.local.md\n',
    '.a-parallel.json': JSON.stringify(said),
  })
  writeFileSync(join(repository, '.env'), 'secret')
  mkdirSync(join(repository, 'node_modules/a'), { recursive: true })
  writeFileSync(join(repository, 'node_modules/a/x.js'), 'module')
  const projectId = await server.addProject(repository)
  if (trusted) await server.trust(projectId)
  const id = randomUUID()
  const body = { projectId, permissionMode: 'bypass' }
  const want = (other: Record<string, unknown> = {}) =>
    server.api('POST', `/api/threads/${id}/spare`, { ...body, prompt: 'Look', ...other })
  const create = () =>
    server.thread({ ...body, id, title: 'Look', prompt: prompt('Look', bash(look), 'Done.') })
  return { repository, id, want, create }
}

/** Pid of the agent of a run, and what it was started with. */
function agentOf(runId: string): { pid: string; sees: (name: string) => string | undefined } {
  const file = join(server.home, 'runs', runId, 'state', 'agent.id')
  const pid = readFileSync(file, 'utf8').split(' ')[0] ?? ''
  const variables = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
  const sees = (name: string) =>
    variables.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1)
  return { pid, sees }
}

const inside = (thread: ThreadSnapshot, path: string) => join(thread.worktreePath ?? '', path)

it('a thread begins with the agent that knows its ports, with its files, and runs its commands once', async () => {
  const { id, want, create } = await place('whole')
  await want()
  const { runId, path } = await untilSpare(server.home, id)
  const { pid, sees } = agentOf(runId)
  expect(sees('MODE')).toBe('dev')
  expect(readFileSync(join(path, 'node_modules/a/x.js'), 'utf8')).toBe('module')
  // Nothing has run, and there is no thread to tell of it.
  expect(existsSync(join(path, 'ran.log'))).toBe(false)
  expect((await server.api('GET', `/api/threads/${id}/setup/output?name=look`)).status).toBe(404)
  // Another mode changes the agent alone.
  await want({ permissionMode: 'plan' })
  const other = await untilSpare(server.home, id, (note) => note.runId !== runId)
  expect([other.path, existsSync(`/proc/${pid}`)]).toEqual([path, false])
  await want()
  const last = await untilSpare(server.home, id, (note) => note.runId !== other.runId)
  const before = agentOf(last.runId)
  await create()
  const thread = await rest(server, id)
  const { ports, carried, commands } = thread.preparation ?? {}
  expect([thread.run?.id, agentOf(last.runId).pid]).toEqual([last.runId, before.pid])
  expect(before.sees('PORT')).toBe(String(ports?.['PORT']))
  const name = `t${thread.branch?.slice(thread.branch.lastIndexOf('-') + 1)}`
  expect(before.sees('DB')).toBe(`shop_${name}_${ports?.['PORT']}`)
  expect(before.sees('A_PARALLEL_THREAD_ID')).toBe(id)
  expect(before.sees('A_PARALLEL_THREAD_PATH')).toBe(thread.worktreePath)
  expect(carried?.things.map((one) => one.path)).toEqual(['.env', 'node_modules'])
  expect(carried?.left.map(({ path: left, why }) => `${left} ${why}`)).toEqual([
    'CLAUDE.local.md nothing',
  ])
  const line = `port ${ports?.['PORT']}, mode dev, key secret, module`
  expect([commands?.[0]?.state, commands?.[0]?.attempt]).toEqual(['done', 1])
  expect(readFileSync(inside(thread, 'ran.log'), 'utf8')).toBe(`${line}\n`)
  expect(JSON.stringify(toolCalls(thread)[0])).toContain(line)
  const said = await server.api('GET', `/api/threads/${id}/setup/output?name=look`)
  expect(said.body.text).toBe(`${line}\n`)
  await untilNoSpare(server.home, id)
  expect(portHolders(server.home)).toEqual([id])
})

it.each([
  ['a tracked file', 'echo more >> README.md'],
  ['what the agent is told', 'echo "Be brief." > CLAUDE.local.md'],
])('where a command changes %s, an agent begins that sees it', async (name, command) => {
  const { id, want, create } = await place(`changes ${name}`, {
    ...recipe,
    commands: [{ name: 'change', command }],
  })
  await want()
  const { runId } = await untilSpare(server.home, id)
  const { pid } = agentOf(runId)
  await create()
  const thread = await rest(server, id)
  expect([thread.status, thread.run?.id]).toEqual(['completed', runId])
  expect([agentOf(runId).pid === pid, existsSync(`/proc/${pid}`)]).toEqual([false, false])
})

it('words that are given are there before the agent is', async () => {
  const { repository, id, want, create } = await place('words')
  writeFileSync(join(repository, 'CLAUDE.local.md'), 'Always answer in verse.\n')
  await want()
  const { runId, path } = await untilSpare(server.home, id)
  const { pid } = agentOf(runId)
  expect(existsSync(join(path, 'CLAUDE.local.md'))).toBe(true)
  await create()
  const thread = await rest(server, id)
  expect(agentOf(runId).pid).toBe(pid)
  const sent = server.model.requests().find(({ sessionId }) => sessionId === thread.run?.sessionId)
  expect(JSON.stringify(sent)).toContain('Always answer in verse.')
})

it('what was written since, or came, is what the thread begins with', async () => {
  const { repository, id, want, create } = await place('written since')
  await want()
  const { runId } = await untilSpare(server.home, id)
  const { pid } = agentOf(runId)
  writeFileSync(join(repository, '.env'), 'another secret')
  await create()
  const thread = await rest(server, id)
  expect(readFileSync(inside(thread, '.env'), 'utf8')).toBe('another secret')
  expect([thread.status, existsSync(`/proc/${pid}`)]).toEqual(['completed', false])
  expect(thread.preparation?.carried?.things.map(({ path }) => path)).toEqual([
    '.env',
    'node_modules',
  ])
})

it('of one that nobody begins no port is held, and nothing lies beside', async () => {
  const { id, want } = await place('given up')
  await want()
  const { path } = await untilSpare(server.home, id)
  expect(portHolders(server.home)).toContain(id)
  await server.api('DELETE', `/api/threads/${id}/spare`)
  await untilNoSpare(server.home, id)
  const name = basename(path)
  expect(readdirSync(dirname(path)).filter((one) => one.startsWith(name))).toEqual([])
  expect(portHolders(server.home)).not.toContain(id)
})

it('of a repository that is not trusted nothing runs, and no variable is set', async () => {
  const { id, want, create } = await place('untrusted', recipe, false)
  await want()
  const { runId } = await untilSpare(server.home, id)
  const { pid, sees } = agentOf(runId)
  expect([sees('MODE'), sees('PORT') === undefined]).toEqual([undefined, false])
  await create()
  const thread = await rest(server, id)
  expect(thread.preparation?.commands.map(({ state }) => state)).toEqual(['withheld'])
  expect([agentOf(runId).pid, existsSync(inside(thread, 'ran.log'))]).toEqual([pid, false])
})
