// What a thread's commands, agent and dev servers see of it, and what a recipe puts together from that: each thread of a
// project sees its own, wherever it looks.
import type { ThreadEnvironment, ThreadSnapshot } from '@a-parallel/shared'
import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest } from '../../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
  await server.api('PATCH', '/api/settings', { permissions: { bypass: true } })
})
afterAll(() => server.close())

const tells = (file: string) =>
  `env | grep -E '^(A_PARALLEL_(THREAD|PROJECT)_|SHOP_)' > ${file}.log`

const recipe = {
  ports: ['DB_PORT'],
  environment: {
    SHOP_URL: 'postgres://localhost:${DB_PORT}/shop_${A_PARALLEL_THREAD_NAME}',
    SHOP_TEMPLATE: '$${A_PARALLEL_THREAD_NAME} costs $5',
  },
  commands: [{ name: 'tell', command: tells('setup') }],
  teardown: [{ name: 'tell', command: tells('teardown') }],
  servers: [{ name: 'tell', command: tells('server') }],
}

async function project(name: string, said: object | null, trusted: boolean) {
  const text = said && { '.a-parallel.json': JSON.stringify(said) }
  const repository = server.repository(name, { '.gitignore': '*.log\n', ...text })
  const id = await server.addProject(repository)
  if (trusted) {
    await server.trust(id)
  }
  return { id, path: realpathSync(repository) }
}
async function thread(projectId: string): Promise<ThreadSnapshot> {
  const said = prompt('Tell', bash(tells('agent')), 'Told.')
  return rest(server, await server.thread({ projectId, permissionMode: 'bypass', prompt: said }))
}

/** What is told of it. */
const toldOf = async (id: string): Promise<ThreadEnvironment> =>
  (await server.api('GET', `/api/threads/${id}/environment`)).body
const valuesOf = ({ variables }: ThreadEnvironment) =>
  Object.fromEntries(variables.map(({ name, value }) => [name, value]))

/** What one of them has seen, by name. */
function seen(folder: string, file: string): Record<string, string> {
  const lines = readFileSync(join(folder, `${file}.log`), 'utf8')
    .trim()
    .split('\n')
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  )
}
const nameOf = ({ branch }: ThreadSnapshot) => `t${branch?.slice(branch.lastIndexOf('-') + 1)}`

it('are the same for all of one thread, and others for another of the same project', async () => {
  const { id: projectId, path: repository } = await project('shop', recipe, true)
  const threads = [await thread(projectId), await thread(projectId)]
  for (const one of threads) {
    const { id, worktreePath, preparation } = one
    const path = worktreePath ?? ''
    await server.api('POST', `/api/threads/${id}/servers`, { name: 'tell', action: 'start' })
    await expect
      .poll(async () => (await server.api('GET', `/api/threads/${id}/servers`)).body.servers[0])
      .toMatchObject({ state: 'ended', code: 0 })
    const told = await toldOf(id)
    await server.api('PATCH', `/api/threads/${id}`, { archived: true })
    const away = await server.until(id, (now) => now.preparation?.tornDown !== null)
    expect(away.preparation?.tornDown).toMatchObject([{ outcome: 'done' }])
    const name = nameOf(one)
    expect(name).toMatch(/^t[0-9a-f]{8}$/)
    const all = {
      A_PARALLEL_THREAD_NAME: name,
      A_PARALLEL_THREAD_ID: id,
      A_PARALLEL_THREAD_PATH: path,
      A_PARALLEL_PROJECT_PATH: repository,
      SHOP_URL: `postgres://localhost:${preparation?.ports['DB_PORT']}/shop_${name}`,
      SHOP_TEMPLATE: '${A_PARALLEL_THREAD_NAME} costs $5',
    }
    for (const file of ['setup', 'agent', 'server', 'teardown'])
      expect([file, seen(path, file)]).toEqual([file, all])
    const { DB_PORT, ...others } = valuesOf(told)
    expect(others).toEqual(all)
    expect(DB_PORT).toBe(String(preparation?.ports['DB_PORT']))
    expect(told.withheld).toEqual([])
    expect(await toldOf(id)).toEqual({ variables: [], withheld: [] })
  }
  const urls = threads.map(({ worktreePath }) => seen(worktreePath ?? '', 'agent')['SHOP_URL'])
  expect(new Set(urls).size).toBe(2)
})

it('tell of the thread where no recipe is, in the project’s own checkout, and before anything is trusted', async () => {
  const plain = await project('plain', null, false)
  const one = await thread(plain.id)
  expect(seen(one.worktreePath ?? '', 'agent')).toEqual({
    A_PARALLEL_THREAD_NAME: nameOf(one),
    A_PARALLEL_THREAD_ID: one.id,
    A_PARALLEL_THREAD_PATH: one.worktreePath,
    A_PARALLEL_PROJECT_PATH: plain.path,
  })
  expect(valuesOf(await toldOf(one.id))).toEqual(seen(one.worktreePath ?? '', 'agent'))
  const told = prompt('Tell', bash(tells('agent')), 'Told.')
  const here = await server.thread({ projectId: plain.id, mode: 'local', prompt: told })
  for (const one of await asked(server, here))
    await decide(server, here, one, { decision: 'allow' })
  await rest(server, here)
  const ofHere = seen(plain.path, 'agent')
  expect(valuesOf(await toldOf(here))).toEqual(ofHere)
  expect(ofHere).toEqual({
    A_PARALLEL_THREAD_NAME: expect.stringMatching(/^t[0-9a-f]{8}$/),
    A_PARALLEL_THREAD_ID: here,
    A_PARALLEL_THREAD_PATH: plain.path,
    A_PARALLEL_PROJECT_PATH: plain.path,
  })
  expect(ofHere['A_PARALLEL_THREAD_NAME']).not.toBe(nameOf(one))
  const unknown = await project('unknown', { ...recipe, commands: [] }, false)
  const two = await thread(unknown.id)
  expect(Object.keys(seen(two.worktreePath ?? '', 'agent')).toSorted()).toEqual([
    'A_PARALLEL_PROJECT_PATH',
    'A_PARALLEL_THREAD_ID',
    'A_PARALLEL_THREAD_NAME',
    'A_PARALLEL_THREAD_PATH',
  ])
  const untrusted = await toldOf(two.id)
  expect(untrusted.withheld).toEqual(['SHOP_URL', 'SHOP_TEMPLATE'])
  expect(valuesOf(untrusted)).not.toHaveProperty('SHOP_URL')
})
