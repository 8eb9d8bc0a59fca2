// What waits for a thread that is being written: its thread begins with it, and of any other nothing stays.
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { agentsBySession } from '../../support/crash/agents-alive.ts'
import { prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { spareNote, untilSpare, untilNoSpare } from '../../support/crash/spares.ts'
import { rest, said } from '../../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()

const branches = (repository: string) =>
  git(repository, 'for-each-ref', '--format=%(refname:short)', 'refs/heads').split('\n')

const tree = (repository: string, commit: string | null) =>
  git(repository, 'rev-parse', `${commit}^{tree}`)

const kept = (repository: string) => git(repository, 'for-each-ref', 'refs/a-parallel')

const worktrees = (repository: string) =>
  git(repository, 'worktree', 'list', '--porcelain').match(/^worktree /gm)?.length

async function place(name: string) {
  const repository = server.repository(name)
  const projectId = await server.addProject(repository)
  const id = randomUUID()
  const want = (body: Record<string, unknown> = {}) =>
    server.api('POST', `/api/threads/${id}/spare`, { projectId, prompt: 'Say hello', ...body })
  const create = (body: Record<string, unknown> = {}) =>
    server.thread({ id, projectId, title: 'Say hello', prompt: hello, ...body })
  return { repository, projectId, id, want, create }
}

const hello = prompt('Say hello', ['Hello from a spare.'])

it('a thread begins with the agent that waits for it, which was told of the right branch', async () => {
  const { repository, projectId, id, want, create } = await place('taken')
  await server.api('PATCH', `/api/projects/${projectId}`, { instructions: 'Answer in verse.' })
  expect((await want()).status).toBe(202)
  const { runId, branch, checkpoint } = await untilSpare(server.home, id)
  const [pid] = agentOf(runId)
  // It is no thread.
  expect((await server.api('GET', '/api/threads')).body.threads).toEqual([])
  expect((await server.api('GET', `/api/threads/${id}`)).status).toBe(404)
  await create()
  const thread = await rest(server, id)
  expect(said(thread)).toEqual(['Hello from a spare.'])
  expect(thread.run?.id).toBe(runId)
  expect(agentOf(runId)).toEqual([pid])
  expect(thread.worktree?.branch).toBe(branch)
  const request = server.model
    .requests()
    .find(({ sessionId }) => sessionId === thread.run?.sessionId)
  expect(request?.branch).toBe(branch)
  expect(request?.system).toContain('Answer in verse.')
  // What it can go back to was kept before it was there.
  expect(thread.checkpoints[0]).toMatchObject({ place: 'before', commit: checkpoint })
  expect(tree(repository, checkpoint)).toBe(tree(repository, 'main'))
  await untilNoSpare(server.home, id)
  expect(branches(repository)).toEqual([branch, 'main'].toSorted())
  // Once more, for a thread that is there: nothing happens.
  expect((await want()).status).toBe(202)
  expect(spareNote(server.home, id)).toBeNull()
})

it.each([
  ['another model', { model: 'haiku' }],
  ['another mode', { permissionMode: 'plan' }],
  ['another title', { title: 'Something else' }],
])(
  'a thread with %s begins as any other, and the agent that waited is gone',
  async (name, other) => {
    const { repository, id, want, create } = await place(`not ${name}`)
    await want()
    const { runId } = await untilSpare(server.home, id)
    const [pid] = agentOf(runId)
    await create(other)
    const thread = await rest(server, id)
    expect(thread.status).toBe('completed')
    await untilNoSpare(server.home, id)
    expect(pid && existsSync(`/proc/${pid}`)).toBe(false)
    expect(branches(repository)).toEqual([thread.worktree?.branch, 'main'].toSorted())
    expect(worktrees(repository)).toBe(2)
  },
)

it('where the base has moved, a thread begins at the new commit', async () => {
  const { repository, id, want, create } = await place('moved')
  await want()
  await untilSpare(server.home, id)
  writeFileSync(join(repository, 'README.md'), '# Moved\n')
  git(repository, 'commit', '-qam', 'Moved')
  await create()
  const { worktree } = await rest(server, id)
  expect(worktree?.commit).toBe(git(repository, 'rev-parse', 'main'))
  expect(readFileSync(join(worktree?.path ?? '', 'README.md'), 'utf8')).toBe('# Moved\n')
  expect(branches(repository)).toEqual([worktree?.branch, 'main'].toSorted())
})

it('what somebody did in it meanwhile is there to go back to', async () => {
  const { repository, id, want, create } = await place('changed')
  await want()
  const { path, checkpoint } = await untilSpare(server.home, id)
  writeFileSync(join(path, 'mine.txt'), 'Mine\n')
  await create()
  const { checkpoints, worktree } = await rest(server, id)
  expect(worktree?.path).toBe(path)
  const [first] = checkpoints
  expect([first?.place, first?.commit === checkpoint]).toEqual(['before', false])
  expect(git(repository, 'show', `${first?.commit}:mine.txt`)).toBe('Mine')
})

it('what is written no longer, or differently, leaves nothing behind', async () => {
  const { repository, id, want } = await place('dropped')
  await want()
  const first = await untilSpare(server.home, id)
  await want({ prompt: 'Say good morning' })
  const second = await untilSpare(server.home, id, (note) => note.runId !== first.runId)
  expect(existsSync(first.path)).toBe(false)
  expect(branches(repository)).toEqual([second.branch, 'main'].toSorted())
  expect((await server.api('DELETE', `/api/threads/${id}/spare`)).status).toBe(200)
  await untilNoSpare(server.home, id)
  expect([existsSync(second.path), agentOf(second.runId), agentOf(first.runId)]).toEqual([
    false,
    [],
    [],
  ])
  expect(readdirSync(join(server.home, 'runs'))).not.toContain(second.runId)
  expect(branches(repository)).toEqual(['main'])
  expect([worktrees(repository), kept(repository)]).toEqual([1, ''])
})

it('somebody’s work in it stays where it is', async () => {
  const { repository, id, want } = await place('worked in')
  await want()
  const { runId, path, branch } = await untilSpare(server.home, id)
  writeFileSync(join(path, 'mine.txt'), 'Mine\n')
  await server.api('DELETE', `/api/threads/${id}/spare`)
  // It is known of as long as it stands there.
  expect([spareNote(server.home, id)?.path, agentOf(runId)]).toEqual([path, []])
  expect(readFileSync(join(path, 'mine.txt'), 'utf8')).toBe('Mine\n')
  expect(branches(repository)).toContain(branch)
})

it('a wish that is overtaken by its own thread changes nothing', async () => {
  const { repository, id, want, create } = await place('overtaken')
  const [wished] = await Promise.all([want(), create(), want(), want()])
  expect(wished.status).toBe(202)
  const { status, worktree } = await rest(server, id)
  expect(status).toBe('completed')
  await want()
  expect([spareNote(server.home, id), existsSync(worktree?.path ?? '')]).toEqual([null, true])
  expect(branches(repository)).toEqual([worktree?.branch, 'main'].toSorted())
})

it('at most two wait, and none for a base that is nowhere', async () => {
  const { projectId, id, want } = await place('many')
  const others = [randomUUID(), randomUUID()]
  await want()
  await untilSpare(server.home, id)
  for (const other of others) {
    const body = { projectId, prompt: `Thread ${other}` }
    await server.api('POST', `/api/threads/${other}/spare`, body)
    await untilSpare(server.home, other)
  }
  await untilNoSpare(server.home, id)
  for (const other of others) await server.api('DELETE', `/api/threads/${other}/spare`)
  const refused = await want({ baseBranch: 'nowhere' })
  expect([refused.status, refused.body.code]).toEqual([400, 'invalid_branch'])
})

/** Pids of the agent of a run. */
function agentOf(runId: string): number[] {
  const file = join(server.home, 'runs', runId, 'state', 'agent.id')
  if (!existsSync(file)) return []
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10)
  return [...agentsBySession().values()].flat().filter((one) => one === pid)
}
