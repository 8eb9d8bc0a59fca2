// Worktrees that are made ready by a recipe, with the real agent on the scripted model: what they are given, the ports and
// variables that agents and commands see, commands that block, fail, are run again and skipped, restarts, and the way back.
import type { Preparation, ThreadSnapshot } from '@a-parallel/shared'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said, talk, toolCalls } from '../../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

/** A project whose committed recipe is this, and that is trusted with it. */
async function project(name: string, recipe: object, trusted = true): Promise<[string, string]> {
  const repository = server.repository(name, {
    '.gitignore': '.env\nnode_modules/\n*.log\n',
    '.a-parallel.json': JSON.stringify(recipe),
  })
  const id = await server.addProject(repository)
  if (trusted) await trust(id)
  return [id, repository]
}
async function trust(id: string) {
  const { fingerprint } = (await server.api('GET', `/api/projects/${id}/trust`)).body
  await server.api('POST', `/api/projects/${id}/trust`, { fingerprint })
}
const preparationOf = ({ preparation }: ThreadSnapshot): Preparation => {
  if (!preparation) throw new Error('the thread has no preparation')
  return preparation
}
const states = (thread: ThreadSnapshot) =>
  thread.preparation?.commands.map(({ name, state }) => `${name} ${state}`) ?? []
const change = (id: string, name: string, action: string) =>
  server.api('POST', `/api/threads/${id}/setup`, { name, action })
const output = async (id: string, name: string): Promise<string> =>
  (await server.api('GET', `/api/threads/${id}/setup/output?name=${name}`)).body.text
const settled = (id: string) =>
  server.until(id, ({ preparation }) =>
    (preparation?.commands ?? []).every(({ state }) => state !== 'waiting' && state !== 'running'),
  )
const lives = (pid: number) => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
const say = 'echo "port $PORT, mode $MODE, key $(cat .env), $(cat node_modules/a/x.js)"'

it('gives files, ports and variables to commands and agents, each thread its own', async () => {
  const [projectId, repository] = await project('whole', {
    files: { copy: ['.env'] },
    folders: { copy: ['node_modules'] },
    ports: ['PORT', 'API_PORT'],
    environment: { MODE: 'dev' },
    commands: [{ name: 'look', command: say }],
  })
  writeFileSync(join(repository, '.env'), 'secret')
  mkdirSync(join(repository, 'node_modules/a'), { recursive: true })
  writeFileSync(join(repository, 'node_modules/a/x.js'), 'module')
  const body = { projectId, permissionMode: 'bypass', prompt: prompt('Look', bash(say), 'Done.') }
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
  const [one, other] = [await server.thread(body), await server.thread(body)]
  const threads = [await rest(server, one), await rest(server, other)]
  for (const [index, thread] of threads.entries()) {
    const { ports, carried } = preparationOf(thread)
    const { PORT = 0, API_PORT = 0 } = ports
    expect(API_PORT).toBe(PORT + 1)
    const line = `port ${PORT}, mode dev, key secret, module`
    expect(await output([one, other][index] ?? '', 'look')).toBe(`${line}\n`)
    expect(JSON.stringify(toolCalls(thread)[0])).toContain(line)
    expect(carried?.things.map(({ path }) => path)).toEqual(['.env', 'node_modules'])
    expect(carried?.left).toEqual([])
  }
  const [first, second] = threads.map((thread) => preparationOf(thread).ports['PORT'] ?? 0)
  expect(Math.abs((first ?? 0) - (second ?? 0))).toBeGreaterThanOrEqual(10)

  // Ports are free again once the thread is put away, and somebody else's are passed over.
  await server.api('PATCH', `/api/threads/${one}`, { archived: true })
  await server.until(one, ({ preparation }) => preparation?.tornDown !== null)
  const foreign = createServer()
  await new Promise<void>((resolve) => foreign.listen(first, '127.0.0.1', resolve))
  await server.api('PATCH', `/api/threads/${one}`, { archived: false })
  const again = await talk(server, one, prompt('Look', 'There.'))
  const moved = preparationOf(again).ports['PORT'] ?? 0
  expect([first, second]).not.toContain(moved)
  foreign.close()
})

it('holds the first turn while a command blocks, and asks when it fails', async () => {
  const [projectId, repository] = await project('blocking', {
    commands: [
      { name: 'beside', command: 'echo beside; sleep 300', blocking: false },
      { name: 'install', command: 'echo out; echo err >&2; test -e ../../../go' },
      { name: 'migrate', command: 'exit 3' },
    ],
  })
  const id = await server.thread({ projectId, prompt: prompt('Go', 'Went.') })
  const waits = await server.untilStatus(id, 'waiting')
  expect([waits.waitingReason, states(waits)]).toEqual([
    'setup',
    ['beside running', 'install failed', 'migrate waiting'],
  ])
  expect(await output(id, 'install')).toBe('out\nerr\n')
  writeFileSync(join(server.home, 'go'), '')
  expect((await change(id, 'install', 'retry')).status).toBe(202)
  const next = await server.until(id, (thread) => states(thread)[2] === 'migrate failed')
  expect([next.status, states(next)[1]]).toEqual(['waiting', 'install done'])
  expect(next.preparation?.commands[2]?.code).toBe(3)
  await change(id, 'migrate', 'skip')
  expect(said(await rest(server, id))).toEqual(['Went.'])
  expect((await change(id, 'nothing', 'retry')).body).toMatchObject({ code: 'setup_not_found' })
  await change(id, 'beside', 'skip')
  await server.until(id, (thread) => states(thread)[0] === 'beside skipped')
  expect(existsSync(repository)).toBe(true)
})

it('runs no command and sets no variable of a repository that is not trusted', async () => {
  const recipe = {
    environment: { MODE: 'dev' },
    ports: ['PORT'],
    commands: [{ name: 'install', command: 'echo ran > ran.log' }],
    teardown: [{ name: 'down', command: 'echo ran > down.log' }],
  }
  const [projectId] = await project('untrusted', recipe, false)
  const ask = prompt('Look', bash('echo "mode $MODE, port $PORT"'), 'Done.')
  const id = await server.thread({ projectId, permissionMode: 'bypass', prompt: ask })
  const thread = await rest(server, id)
  expect(states(thread)).toEqual(['install withheld'])
  const { PORT } = preparationOf(thread).ports
  expect(JSON.stringify(toolCalls(thread)[0])).toContain(`mode , port ${PORT}`)
  expect(existsSync(join(thread.worktreePath ?? '', 'ran.log'))).toBe(false)
  await trust(projectId)
  await change(id, 'install', 'retry')
  expect(states(await settled(id))).toEqual(['install done'])
  expect(readFileSync(join(thread.worktreePath ?? '', 'ran.log'), 'utf8')).toBe('ran\n')
})

it('takes up what runs after a restart, once', async () => {
  const [projectId] = await project('restart', {
    commands: [
      {
        name: 'slow',
        command: 'echo began; until test -e ../../../end; do sleep 0.1; done; echo over',
      },
    ],
  })
  const id = await server.thread({ projectId, prompt: prompt('Go', 'Went.') })
  await server.until(id, (thread) => states(thread)[0] === 'slow running')
  await expect.poll(() => output(id, 'slow')).toBe('began\n')
  await server.restart()
  expect(states(await server.snapshot(id))).toEqual(['slow running'])
  writeFileSync(join(server.home, 'end'), '')
  expect(said(await rest(server, id))).toEqual(['Went.'])
  expect(await output(id, 'slow')).toBe('began\nover\n')
})

it('is torn down with the thread, and a failure is told and holds nobody up', async () => {
  const [projectId] = await project('down', {
    commands: [{ name: 'daemon', command: 'sleep 600 & echo $!' }],
    teardown: [
      { name: 'down', command: 'echo "down $0" > ../../../down' },
      { name: 'bad', command: 'echo no; exit 4' },
    ],
  })
  const id = await server.thread({ projectId, prompt: prompt('Go', 'Went.') })
  await rest(server, id)
  const pid = Number(await output(id, 'daemon'))
  expect(lives(pid)).toBe(true)
  await server.api('PATCH', `/api/threads/${id}`, { archived: true })
  const { preparation } = await server.until(id, (thread) => thread.preparation?.tornDown !== null)
  expect(preparation?.tornDown).toEqual([
    { name: 'down', outcome: 'done', code: 0, said: '' },
    { name: 'bad', outcome: 'failed', code: 4, said: 'no\n' },
  ])
  expect(existsSync(join(server.home, 'down'))).toBe(true)
  await expect.poll(() => lives(pid)).toBe(false)
  await server.api('DELETE', `/api/threads/${id}`)
  await expect.poll(() => existsSync(join(server.home, 'preparations', id))).toBe(false)
})

it('tells the faults of a recipe by their place, and works without it', async () => {
  const repository = server.repository('faulty', {
    '.a-parallel.json': '{\n  "port": ["PORT"]\n}\n',
  })
  const projectId = await server.addProject(repository)
  const id = await server.thread({ projectId, prompt: prompt('Go', 'Went.') })
  const thread = await rest(server, id)
  expect(said(thread)).toEqual(['Went.'])
  expect(preparationOf(thread).faults).toEqual([
    { line: 2, column: 3, path: 'port', code: 'unknown', said: 'port' },
  ])
})
