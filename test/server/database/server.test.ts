// A whole server whose database is held by another program, or found damaged while agents work: what a person sees of
// it, and that nothing is lost or doubled. Real agent on the scripted model.
import { DatabaseSync } from '@photostructure/sqlite'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../../packages/server/src/config.ts'
import { serve } from '../../../packages/server/src/serve.ts'
import { madeUpId } from '../../../packages/server/src/store/made-up-log.ts'
import { readAside } from '../../../packages/server/src/store/sqlite/schema-version.ts'
import { agentsBySession } from '../../support/crash/agents-alive.ts'
import { openLive } from '../../support/live-client.ts'
import { refusedServer, startServerProcess } from '../../support/server-process.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'

let server: TestServer
let projectId: string
let database: string

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
  database = join(server.home, 'data.db')
})
afterAll(() => server.close())

const scripted = (steps: unknown) => `[[script:${JSON.stringify(steps)}]]`
const wordsOf = async (id: string) =>
  (await server.snapshot(id)).items.flatMap((item) =>
    item.kind === 'agent-message' ? [item.text] : [],
  )

/** Another process that holds the write lock until it is told to let go. */
async function hold(): Promise<ChildProcess> {
  const sqlite = createRequire(import.meta.url).resolve('@photostructure/sqlite')
  const program = `
    const { DatabaseSync } = require(${JSON.stringify(sqlite)})
    const database = new DatabaseSync(${JSON.stringify(database)}, { timeout: 5000 })
    database.exec('BEGIN EXCLUSIVE')
    console.log('held')
    process.stdin.resume()
    process.stdin.on('end', () => { database.exec('COMMIT'); database.close() })`
  const child = spawn(process.execPath, ['-e', program], { stdio: ['pipe', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  return child
}

it('held by another program, the database is read, and no wish is half written', async () => {
  const steps = [
    ['Before.', { tool: 'Write', input: { file_path: '{{cwd}}/a', content: 'a' } }],
    ['After.'],
  ]
  const id = await server.thread({ projectId, prompt: scripted(steps) })
  const asked = await server.untilStatus(id, 'waiting')
  const holder = await hold()
  const answer = () =>
    server.api('POST', `/api/threads/${id}/approvals/${asked.approvals[0]?.id}`, {
      decision: 'allow',
    })
  const refused = await answer()
  expect([refused.status, refused.body.code]).toEqual([503, 'database_busy'])
  expect(refused.body.detail).toContain('try again')
  const project = await server.api('PATCH', `/api/projects/${projectId}`, { name: 'Another' })
  expect([project.status, project.body.code]).toEqual([503, 'database_busy'])
  const began = performance.now()
  expect((await server.snapshot(id)).approvals[0]?.state).toBe('pending')
  expect(performance.now() - began).toBeLessThan(1000)
  holder.stdin?.end()
  await once(holder, 'close')
  expect((await answer()).status).toBe(202)
  await server.untilStatus(id, 'completed')
  expect(await wordsOf(id)).toEqual(['Before.', 'After.'])
})

it('what an agent says meanwhile is written afterwards, once', async () => {
  const pieces = Array.from({ length: 5 }, (_, at) => [
    `Part ${at}.`,
    { tool: 'Bash', input: { command: `sleep 0.3; echo ${at}`, description: 'wait' } },
  ])
  const prompt = scripted([...pieces, ['The end.']])
  const id = await server.thread({ projectId, prompt, permissionMode: 'autoEdit' })
  await server.until(id, ({ run }) => run?.state === 'live')
  const holder = await hold()
  const asked = await server.until(id, () => true)
  const letGo = once(holder, 'close')
  const journal = join(server.home, 'runs', asked.run?.id ?? '', 'out.ndjson')
  // Held until the agent has said something that could not be written.
  await expect.poll(() => readFileSync(journal, 'utf8'), { timeout: 30_000 }).toContain('Part 0.')
  holder.stdin?.end()
  await letGo
  for (;;) {
    const thread = await server.untilStatus(id, 'completed', 'waiting')
    if (thread.status === 'completed') break
    for (const { id: approvalId, state } of thread.approvals)
      if (state === 'pending')
        await server.api('POST', `/api/threads/${id}/approvals/${approvalId}`, {
          decision: 'allow',
        })
  }
  expect(await wordsOf(id)).toEqual([...pieces.map((_, at) => `Part ${at}.`), 'The end.'])
})

it('found damaged while agents work, it is restored, completed from their journals, and says so', async () => {
  const done = await server.thread({ projectId, prompt: scripted([['One.'], ['Two.']]) })
  await server.untilStatus(done, 'completed')
  const steps = [
    ['Wait.', { tool: 'Write', input: { file_path: '{{cwd}}/b', content: 'b' } }],
    ['Went on.'],
  ]
  const waits = await server.thread({ projectId, prompt: scripted(steps) })
  const asked = await server.untilStatus(waits, 'waiting')
  const before = { words: await wordsOf(done), events: await server.events(done) }
  const last = before.events.findLast(({ type }) => type === 'item.completed')
  const other = new DatabaseSync(database, { timeout: 5000 })
  other.exec(
    `update events set data = replace(data, 'T', 'X') where thread_id = '${done}' and seq = ${last?.seq}`,
  )
  other.close()

  const met = await server.api('GET', `/api/threads/${done}/events?limit=5000`)
  expect(met.status).toBe(500)
  const health = async () => (await fetch(`${server.origin}/api/health`).catch(() => null))?.status
  await expect
    .poll(async () => readdirSync(server.home).includes('restored.json') && (await health()), {
      timeout: 20_000,
    })
    .toBe(200)
  await expect.poll(() => wordsOf(done).catch(() => []), { timeout: 20_000 }).toEqual(before.words)
  await server.untilStatus(done, 'completed')

  const still = await server.untilStatus(waits, 'waiting')
  expect(still.run?.id).toBe(asked.run?.id)
  const live = await openLive(server)
  live.subscribe('index')
  const frame = await live.waitUntil((found) => found.type === 'index')
  expect(frame).toMatchObject({
    index: { restored: { threads: 4, setAside: expect.stringContaining('damaged') } },
  })
  await live.close()
  await server.api('POST', `/api/threads/${waits}/approvals/${still.approvals[0]?.id}`, {
    decision: 'allow',
  })
  await server.untilStatus(waits, 'completed')
  expect(await wordsOf(waits)).toEqual(['Wait.', 'Went on.'])
})

it('an agent whose run is lost with the database is ended: nobody could read or stop it', async () => {
  const steps = [
    ['Wait.', { tool: 'Write', input: { file_path: '{{cwd}}/c', content: 'c' } }],
    ['Went on.'],
  ]
  const id = await server.thread({ projectId, prompt: scripted(steps) })
  const { run } = await server.untilStatus(id, 'waiting')
  const requested = (await server.events(id)).find(({ type }) => type === 'run.requested')
  const session = run?.sessionId ?? ''
  expect(agentsBySession().get(session)).toHaveLength(1)
  for (const name of readdirSync(join(server.home, 'backups')))
    rmSync(join(server.home, 'backups', name))
  const other = new DatabaseSync(database, { timeout: 5000 })
  other.exec(`update events set sum = 1 where thread_id = '${id}' and seq >= ${requested?.seq}`)
  other.close()
  expect((await server.api('GET', `/api/threads/${id}/events?limit=5000`)).status).toBe(500)
  await expect.poll(() => agentsBySession().has(session), { timeout: 30_000 }).toBe(false)
  // What a person wanted is known still, so it is begun anew.
  await expect
    .poll(() => server.untilStatus(id, 'waiting').catch(() => null), { timeout: 60_000 })
    .not.toBeNull()
  const again = await server.snapshot(id)
  expect(again.run?.id).not.toBe(run?.id)
})

it('of a later version, it is refused in a sentence', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'a-parallel-later-'))
  const env = { PATH: process.env['PATH'], HOME: folder, A_PARALLEL_OPEN: '0', PORT: '0' }
  await (await startServerProcess(env)).end('SIGTERM')
  const file = join(folder, '.a-parallel', 'data.db')
  const later = new DatabaseSync(file)
  later.exec(
    `insert into __drizzle_migrations (hash, created_at) values ('later', 4000000000000); pragma user_version = 3000000`,
  )
  later.close()
  const before = readFileSync(file)
  const { code, stderr } = await refusedServer(env)
  expect(code).toBe(1)
  expect(stderr.trim().split('\n')).toEqual([expect.stringContaining('made by a-parallel 3.0.0')])
  expect(readFileSync(file).equals(before)).toBe(true)
  rmSync(folder, { recursive: true })
})

it('found damaged while a server starts, it is restored before that is up', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'a-parallel-starting-'))
  const env = { PATH: process.env['PATH'], HOME: folder, A_PARALLEL_OPEN: '0', PORT: '0' }
  const inHome = (name: string) => join(folder, '.a-parallel', name)
  await (await startServerProcess(env)).end('SIGTERM')
  let before = ''
  // Opening the file reads none of them. Devices are read at every start, runs where something was restored.
  for (const table of ['devices', 'runs']) {
    const roots = readAside(inHome('data.db'), (source) =>
      source.prepare('select rootpage from sqlite_master where tbl_name = ?').all(table),
    ).map((row) => Number(Object.values(row ?? {})[0]))
    const content = readFileSync(inHome('data.db'))
    for (const root of roots) content.fill(0xff, (root - 1) * 4096, root * 4096)
    writeFileSync(inHome('data.db'), content)
    const again = await startServerProcess(env)
    expect((await fetch(`${again.origin}/api/health`)).status).toBe(200)
    const restored = readFileSync(inHome('restored.json'), 'utf8')
    expect(restored).not.toBe(before)
    before = restored
    expect(await again.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
  }
  rmSync(folder, { recursive: true })
})

it('after one that was killed, the next server and other programs share what is written', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'a-parallel-killed-'))
  const home = join(folder, 'home')
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    A_PARALLEL_HOME: home,
    A_PARALLEL_OPEN: '0',
    PORT: '0',
  }
  await (await startServerProcess(env)).end('SIGKILL')
  const again = await startServerProcess(env)
  const other = new DatabaseSync(join(home, 'data.db'))
  const count = other.prepare('select count(*) as n from projects')
  expect(count.get()).toEqual({ n: 0 })
  const added = await fetch(`${again.origin}/api/projects`, {
    method: 'POST',
    headers: { authorization: `Bearer ${again.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ path: server.repository('seen') }),
  })
  expect(added.status).toBe(201)
  expect(count.get()).toEqual({ n: 1 })
  other.exec('update projects set path = path')
  expect(await again.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' })
  expect(other.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' })
  other.close()
  rmSync(folder, { recursive: true })
})

it('damaged again and again, it gives up, and says that the disk may be failing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'a-parallel-failing-'))
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    // By its own name: the home of whoever runs the tests is found without HOME.
    A_PARALLEL_HOME: join(folder, 'home'),
    A_PARALLEL_OPEN: '0',
    PORT: '0',
  }
  const config = readConfig(env)
  const failures: unknown[] = []
  const failing = await serve(config, env, (cause) => failures.push(cause))
  const file = join(config.home, 'data.db')
  const authorization = `Bearer ${readFileSync(join(config.home, 'auth-token'), 'utf8').trim()}`
  const status = (id: string) =>
    fetch(`${failing.origin}/api/threads/${id}/events`, { headers: { authorization } }).then(
      (answer) => answer.status,
      () => 0,
    )
  for (let round = 1; round <= 4; round += 1) {
    const id = madeUpId(round)
    const other = new DatabaseSync(file, { timeout: 5000 })
    other.exec(
      `insert into events values ('${id}', 1, '2026-01-01T00:00:00.000Z', '{}', 'thread.created', '{}', 1, 1)`,
    )
    other.close()
    // It was found damaged once it does not know the thread any more, or is down.
    await expect.poll(() => status(id), { timeout: 20_000 }).toBe(round === 4 ? 0 : 404)
  }
  await expect.poll(() => failures).toEqual([expect.objectContaining({ name: 'Error' })])
  expect(String(failures[0])).toContain('The disk may be failing')
  rmSync(folder, { recursive: true })
})
