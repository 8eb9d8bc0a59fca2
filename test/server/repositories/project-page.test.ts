// What is set about a project, with the real agent: its new threads begin with it, its agents are told it, it has a place in
// the list, and it is put away only when nothing is at work in it.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, talk } from '../../support/threads.ts'

let server: TestServer
let projectId: string
let repository: string

beforeAll(async () => {
  server = await startTestServer()
  repository = server.repository('shop')
  execFileSync('git', ['branch', 'dev'], { cwd: repository })
  projectId = await server.addProject(repository)
})
afterAll(() => server.close())

const change = (body: object) => server.api('PATCH', `/api/projects/${projectId}`, body)
const code = async (body: object) => (await change(body)).body.code
const archive = (body: object) => server.api('POST', `/api/projects/${projectId}/archive`, body)
const begun = async (more: object = {}) => {
  const id = await server.thread({ projectId, prompt: prompt('Hello', 'Hi.'), ...more })
  const { model, permissionMode, worktree } = await rest(server, id)
  return [model, permissionMode, worktree?.base, worktree?.branch.split('/')[0]]
}
const toldWith = (text: string) =>
  server.model.requests().find(({ userText }) => userText === text)?.system ?? ''

it('is what new threads begin with, unless something else is said', async () => {
  expect(await begun()).toEqual(['sonnet', 'confirmEdit', 'main', 'a-parallel'])
  const set = { model: 'haiku', permissionMode: 'plan', defaultBranch: 'dev', branchPrefix: 'ana' }
  expect(await change({ ...set, color: 'teal' })).toMatchObject({
    status: 200,
    body: { ...set, color: 'teal' },
  })
  expect(await begun()).toEqual(['haiku', 'plan', 'dev', 'ana'])
  const own = { model: 'opus', permissionMode: 'autoEdit', baseBranch: 'main' }
  expect(await begun(own)).toEqual(['opus', 'autoEdit', 'main', 'ana'])
  await change({ model: null, permissionMode: null, defaultBranch: 'main', color: null })
  expect(await begun()).toEqual(['sonnet', 'confirmEdit', 'main', 'ana'])
})

it('takes nothing that is none of that, and never lets everything be allowed by itself', async () => {
  for (const body of [
    { permissionMode: 'bypass' },
    { model: '--settings=x' },
    { color: 'puce' },
    { name: ' ' },
    { name: 'x'.repeat(101) },
    { instructions: 'x'.repeat(10_001) },
    { budgetUsd: -1 },
  ])
    expect(await code(body), JSON.stringify(body)).toBe('invalid_input')
  expect(await code({ defaultBranch: 'nothing' })).toBe('invalid_branch')
})

it('tells its agents what it says at the start of each', async () => {
  const verse = 'Answer in verse.\n"Quoted" — and {"as": "JSON"}.'
  await change({ instructions: verse })
  const id = await server.thread({ projectId, prompt: 'One' })
  await rest(server, id)
  expect(toldWith('One')).toContain(verse)
  // An agent that only rests is let go, and the next one is told anew.
  await change({ instructions: 'Answer in prose.' })
  await server.until(id, ({ run }) => run?.state === 'exited')
  await talk(server, id, 'Two')
  expect(toldWith('Two')).toContain('Answer in prose.')
  expect(toldWith('Two')).not.toContain('in verse')
  await change({ instructions: '' })
  await server.until(id, ({ run }) => run?.state === 'exited')
  await talk(server, id, 'Three')
  expect(toldWith('Three')).not.toContain('in prose')
})

it('stands where its owner put it, across a restart', async () => {
  const second = await server.addProject(server.repository('second'))
  const third = await server.addProject(server.repository('third'))
  const order = async () =>
    (await server.api('GET', '/api/projects')).body.projects.map(({ id }: { id: string }) => id)
  expect(await order()).toEqual([projectId, second, third])
  const nobodys = '00000000-0000-4000-8000-000000000000'
  const ids = [third, nobodys, projectId, third]
  expect((await server.api('POST', '/api/projects/order', { ids })).status).toBe(200)
  expect(await order()).toEqual([third, projectId, second])
  await server.restart()
  expect(await order()).toEqual([third, projectId, second])
  const last = await server.addProject(server.repository('last'))
  expect(await order()).toEqual([third, projectId, second, last])
})

it('is put away once nothing is at work in it; then nothing begins there', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Go', write('x.txt', 'x'), 'Done.') })
  await server.untilStatus(id, 'waiting')
  expect((await archive({ archived: true })).body.code).toBe('thread_busy')
  expect(await archive({ archived: true, stop: true })).toMatchObject({
    status: 200,
    body: { archived: true },
  })
  await server.untilStatus(id, 'stopped')
  const refused = await server.api('POST', '/api/threads', { projectId, prompt: 'x' })
  expect([refused.status, refused.body.code]).toEqual([409, 'project_archived'])
  const fork = await server.api('POST', `/api/threads/${id}/fork`, {})
  expect([fork.status, fork.body.code]).toEqual([409, 'project_archived'])
  const said = await server.api('POST', `/api/threads/${id}/messages`, { text: 'On' })
  const resumed = await server.api('POST', `/api/threads/${id}/resume`)
  for (const answer of [said, resumed]) expect(answer.body.code).toBe('project_archived')
  expect((await archive({ archived: false })).body.archived).toBe(false)
  await archive({ archived: true })
  // Whoever adds its folder again means to use it.
  expect(await server.addProject(repository)).toBe(projectId)
  const { projects } = (await server.api('GET', '/api/projects')).body
  expect(projects.find((one: { id: string }) => one.id === projectId).archived).toBe(false)
})

it('leaves the list with all that lies on the disk told, and none of it touched', async () => {
  const id = await server.thread({ projectId, prompt: prompt('Go', write('y.txt', 'y'), 'Done.') })
  const { worktree } = await server.untilStatus(id, 'waiting')
  const remains = (await server.api('GET', `/api/projects/${projectId}/remains`)).body
  expect(remains).toMatchObject({
    path: repository,
    branches: expect.arrayContaining([worktree?.branch]),
    worktrees: expect.arrayContaining([worktree?.path]),
  })
  expect((await server.api('DELETE', `/api/projects/${projectId}`)).body.code).toBe('thread_busy')
  expect((await server.api('DELETE', `/api/projects/${projectId}?stop=true`)).status).toBe(200)
  await server.untilStatus(id, 'stopped')
  const all = [remains.path, ...remains.worktrees]
  expect(all.filter((path: string) => !existsSync(path))).toEqual([])
  for (const branch of remains.branches)
    execFileSync('git', ['rev-parse', '--verify', '--quiet', branch], { cwd: repository })
  expect((await server.api('GET', `/api/projects/${projectId}/remains`)).status).toBe(404)
})
