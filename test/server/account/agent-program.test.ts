// Where a person says that the agent's program lies: tried before it is kept, in force for agents that start from then on,
// and what threads begin with. With the real program.
import type { Setup } from '@a-parallel/shared'
import { chmodSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { lastTurn, rest, said, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string
let programs: string

const bundled = () => {
  const manifest = createRequire(import.meta.url).resolve('@anthropic-ai/claude-code/package.json')
  return join(dirname(manifest), 'bin', 'claude.exe')
}

beforeAll(async () => {
  server = await startTestServer()
  projectId = await server.addProject(server.repository('shop'))
  programs = join(server.folder, 'programs')
  mkdirSync(programs)
})
afterAll(() => server?.close())

const set = (agents: Record<string, unknown>) => server.api('PATCH', '/api/settings', { agents })
const kept = async () => (await server.api('GET', '/api/settings')).body.agents
const agent = async (): Promise<Setup['agent']> =>
  (await server.api('GET', '/api/setup?fresh=true')).body.agent
const check = (program: unknown) => server.api('POST', '/api/agent/check', { program })
const others = async () => (await server.api('GET', '/api/agent/others')).body.agents

function script(name: string, line: string): string {
  const path = join(programs, name)
  writeFileSync(path, `#!/bin/sh\n${line}\n`)
  chmodSync(path, 0o755)
  return path
}

it('is found by itself at first, and says where, and how it is signed in', async () => {
  const found = await agent()
  expect(found).toMatchObject({
    state: 'found',
    namedBy: 'search',
    fault: null,
    signedIn: 'yes',
    login: { kind: 'api-key', by: 'ANTHROPIC_API_KEY', baseUrl: server.model.url },
  })
  expect(found.searched.at(-1)).toBe(found.path)
  expect((await check(null)).body).toMatchObject({ state: 'found', path: found.path })
})

it('is refused where it cannot be started, and the old one stays', async () => {
  const before = await agent()
  const wrong: [string, string][] = [
    ['bin/claude', 'relative'],
    [join(programs, 'nowhere'), 'absent'],
    [programs, 'no-file'],
    [script('talker', 'echo hello'), 'unversioned'],
    [script('broken', 'echo "no such option" >&2; exit 3'), 'failed'],
  ]
  for (const [program, fault] of wrong) {
    expect((await check(program)).body).toMatchObject({ state: 'invalid', fault, version: null })
    const refused = await set({ program, model: 'haiku' })
    expect([refused.status, refused.body.code]).toEqual([422, 'agent_program_refused'])
    expect(refused.body.values).toEqual({ path: program, fault })
  }
  for (const program of ['', 7, 'x'.repeat(5000), ['/bin/sh']])
    expect((await set({ program })).status).toBe(400)
  expect(await kept()).toMatchObject({ program: null, model: null })
  expect(await agent()).toEqual(before)
})

it('is refused unstarted where it lies in a project’s repository or a worktree, also behind a link', async () => {
  const repository = server.repository('owns')
  const noted = join(server.folder, 'started')
  const inside = join(repository, 'claude')
  writeFileSync(inside, `#!/bin/sh\ntouch ${noted}\necho "2.1.197 (Claude Code)"\n`)
  chmodSync(inside, 0o755)
  await server.addProject(repository)
  const link = join(programs, 'linked')
  symlinkSync(inside, link)
  for (const program of [inside, link, join(server.home, 'worktrees', 'x', 'claude')]) {
    expect((await check(program)).body).toMatchObject({ state: 'invalid', fault: 'repository' })
    const refused = await set({ program })
    expect([refused.status, refused.body.values]).toEqual([
      422,
      { path: program, fault: 'repository' },
    ])
  }
  expect(existsSync(noted)).toBe(false)
  expect((await kept()).program).toBeNull()
})

it('counts for agents that start from then on; those at work are named as still on the old', async () => {
  const old = (await agent()).path
  const id = await server.thread({
    projectId,
    title: 'Long at work',
    prompt: prompt('Wait', ['Waiting.', { hold: 'old' }, 'Then done.']),
  })
  await server.until(id, ({ run }) => run?.state === 'live')
  const own = join(programs, 'claude')
  symlinkSync(bundled(), own)
  expect((await set({ program: own })).body.agents.program).toBe(own)
  expect(await agent()).toMatchObject({ state: 'found', namedBy: 'settings', path: own })
  expect(await others()).toEqual([{ threadId: id, title: 'Long at work', program: old }])

  const next = await server.thread({ projectId, prompt: prompt('New', 'From the new one.') })
  expect(said(await rest(server, next))).toEqual(['From the new one.'])
  expect((await others()).map(({ threadId }: { threadId: string }) => threadId)).toEqual([id])
  server.model.release('old')
  await rest(server, id)
  await server.api('POST', `/api/threads/${id}/stop`)
  await server.until(id, ({ run }) => run?.state !== 'live')
  expect(await others()).toEqual([])
  await talk(server, id, prompt('Again', 'On the new one too.'))
  expect(await others()).toEqual([])
})

it('that goes away later fails the thread with where it was named, and comes back with the setting', async () => {
  const gone = script('gone', 'echo "2.1.197 (Claude Code)"')
  await set({ program: gone })
  writeFileSync(gone, '#!/bin/sh\nexit 1\n')
  expect(await agent()).toMatchObject({ state: 'invalid', fault: 'failed', path: gone })
  const id = await server.thread({ projectId, prompt: prompt('Hello', 'Hello!') })
  expect(lastTurn(await rest(server, id)).problem).toMatchObject({
    code: 'agent_not_found',
    detail: expect.stringContaining(gone),
  })
  expect((await set({ program: null })).body.agents.program).toBeNull()
  expect(said(await talk(server, id, prompt('Hello again', 'Hello!'))).at(-1)).toBe('Hello!')
})

it('is refused from then on where a project comes to be around it', async () => {
  const around = server.repository('around')
  const own = join(around, 'claude')
  symlinkSync(bundled(), own)
  expect((await set({ program: own })).body.agents.program).toBe(own)
  const id = await server.thread({ projectId, prompt: prompt('Before', 'It is no project yet.') })
  expect(said(await rest(server, id))).toEqual(['It is no project yet.'])
  await server.addProject(around)
  const next = await server.thread({ projectId, prompt: prompt('After', 'From the project.') })
  expect(lastTurn(await rest(server, next)).problem).toMatchObject({
    code: 'agent_not_found',
    detail: expect.stringContaining('repository'),
  })
  await set({ program: null })
})

it('threads begin with what is set, unless their project or the person says otherwise', async () => {
  await set({ model: 'haiku', effort: 'low', permissionMode: 'plan' })
  const begin = async (body: Record<string, unknown>) => {
    const id = await server.thread({ projectId, prompt: prompt('Go', 'Gone.'), ...body })
    const { model, effort, permissionMode } = await rest(server, id)
    return { model, effort, permissionMode }
  }
  expect(await begin({})).toEqual({ model: 'haiku', effort: 'low', permissionMode: 'plan' })
  expect(await begin({ model: 'opus', effort: null, permissionMode: 'autoEdit' })).toEqual({
    model: 'opus',
    effort: null,
    permissionMode: 'autoEdit',
  })
  await server.api('PATCH', `/api/projects/${projectId}`, { model: 'sonnet' })
  expect(await begin({})).toMatchObject({ model: 'sonnet', permissionMode: 'plan' })
  for (const wrong of [{ effort: 'utmost' }, { permissionMode: 'bypass' }, { model: '-x' }])
    expect((await set(wrong)).status).toBe(400)
})

it('is nobody’s without the token', async () => {
  const ask = (method: string, path: string) =>
    fetch(`${server.origin}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method === 'POST' && { body: '{"program":null}' }),
    })
  expect((await ask('POST', '/api/agent/check')).status).toBe(401)
  expect((await ask('GET', '/api/agent/others')).status).toBe(401)
  expect((await ask('GET', '/api/usage/limits')).status).toBe(401)
})
