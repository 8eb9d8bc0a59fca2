// A repository that was moved is found again, and only where it really is; threads of every kind go on there.
import { execFileSync } from 'node:child_process'
import { existsSync, renameSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openLive } from '../../support/live-client.ts'
import { bash, prompt } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide, rest, said, talk, toolCalls } from '../../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()

const move = async (projectId: string, path: string) => {
  const { status, body } = await server.api('PATCH', `/api/projects/${projectId}`, { path })
  return status === 200 ? [status, body.path, body.available] : [status, body.code]
}

it('is refused where the repository is not, and changes nothing', async () => {
  const path = server.repository('shop')
  const projectId = await server.addProject(path)
  const id = await server.thread({ projectId, prompt: prompt('Hello', 'Hi.') })
  await rest(server, id)
  expect(await move(projectId, server.repository('other'))).toEqual([409, 'project_not_moved'])
  expect(await move(projectId, path)).toEqual([200, path, true])
  const clone = join(server.folder, 'clone')
  execFileSync('git', ['clone', '-q', path, clone])
  const place = join(server.folder, 'shop-moved')
  renameSync(path, place)
  // A clone has the commits, but not what ties the worktrees to it.
  expect(await move(projectId, clone)).toEqual([422, 'repository_differs'])
  expect(await move(projectId, server.repository('third', { x: 'x' }))).toEqual([
    422,
    'repository_differs',
  ])
  expect(await move(projectId, join(server.folder, 'nowhere'))).toEqual([422, 'path_missing'])
  const second = server.repository('second')
  await server.addProject(second)
  expect(await move(projectId, second)).toEqual([409, 'project_exists'])
  expect((await server.snapshot(id)).projectPath).toBe(path)
  const refused = await server.api('POST', '/api/threads', { projectId, prompt: 'x' })
  expect([refused.status, refused.body.code]).toEqual([409, 'project_unavailable'])
  // A link at the old place is a way back too.
  symlinkSync(place, path)
  expect((await talk(server, id, prompt('Again', 'Hi again.'))).status).toBe('completed')
})

it('is told to browsers when a thread finds it out, and when it is found again', async () => {
  const path = server.repository('told')
  const projectId = await server.addProject(path)
  const id = await server.thread({ projectId, prompt: prompt('Hello', 'Hi.') })
  await rest(server, id)
  const live = await openLive(server)
  live.subscribe('index')
  const available = () =>
    live.frames
      .flatMap((frame) =>
        frame.type === 'index'
          ? frame.index.projects
          : frame.type === 'changed'
            ? frame.projects
            : [],
      )
      .findLast((project) => project.id === projectId)?.available
  await expect.poll(available).toBe(true)
  const place = join(server.folder, 'told-moved')
  renameSync(path, place)
  const sent = await server.api('POST', `/api/threads/${id}/messages`, { text: 'x' })
  expect([sent.status, sent.body.code]).toEqual([409, 'project_unavailable'])
  await expect.poll(available).toBe(false)
  expect(await move(projectId, place)).toEqual([200, place, true])
  await expect.poll(available).toBe(true)
  await live.close()
})

it('an archived thread, and one in the project’s own checkout, go on at the new place', async () => {
  const path = server.repository('kinds')
  const projectId = await server.addProject(path)
  const local = await server.thread({
    projectId,
    mode: 'local',
    prompt: prompt('Remember the word marigold', 'I do.'),
  })
  const archived = await server.thread({ projectId, prompt: prompt('Hello', 'Hi.') })
  const { worktreePath } = await rest(server, archived)
  await rest(server, local)
  await server.api('PATCH', `/api/threads/${archived}`, { archived: true })
  const place = join(server.folder, 'kinds-moved')
  renameSync(path, place)
  expect(await move(projectId, place)).toEqual([200, place, true])
  const from = server.model.requests().length
  await server.api('POST', `/api/threads/${local}/messages`, {
    text: prompt('Where', bash('pwd > here.txt && git status --short'), 'There.'),
  })
  const [approval] = await asked(server, local)
  await decide(server, local, approval!, { decision: 'allow' })
  const done = await rest(server, local)
  expect(done.status).toBe('completed')
  expect(toolCalls(done).at(-1)?.output?.text).toContain('here.txt')
  expect(existsSync(join(place, 'here.txt'))).toBe(true)
  expect(existsSync(path)).toBe(false)
  // The agent knows its conversations by their folder: it is given an account of this one.
  const told = server.model
    .requests()
    .slice(from)
    .map(({ userText }) => userText)
  expect(told.some((text) => text.includes('marigold'))).toBe(true)
  await server.api('PATCH', `/api/threads/${archived}`, { archived: false })
  expect((await server.snapshot(archived)).projectPath).toBe(place)
  expect(said(await talk(server, archived, prompt('Again', 'Hi again.')))).toEqual([
    'Hi.',
    'Hi again.',
  ])
  expect(git(worktreePath!, 'status', '--short')).toBe('')
})

it('what was kept of a deleted thread stays as long as the thread can come back', async () => {
  const path = server.repository('kept')
  const projectId = await server.addProject(path)
  const hidden = (of: string) =>
    git(path, 'for-each-ref', '--format=%(objectname)', `refs/a-parallel${of}`)
  const kept = () => hidden('/keep').split('\n').filter(Boolean)
  const work = async (command: string) => {
    const before = kept().length
    const id = await server.thread({ projectId, prompt: prompt('Work', bash(command), 'Done.') })
    const [approval] = await asked(server, id)
    await decide(server, id, approval!, { decision: 'allow' })
    await rest(server, id)
    await expect.poll(() => kept().length).toBe(before + 1)
    return id
  }
  const remove = async (id: string) => {
    const { worktreePath } = await server.snapshot(id)
    expect((await server.api('DELETE', `/api/threads/${id}`)).status).toBe(202)
    await expect.poll(() => existsSync(worktreePath!), { timeout: 20_000 }).toBe(false)
  }
  // Of a name of its own: two commits alike within one second are one commit, and another branch would hold it.
  const commit = (name: string) => `echo x >> x.txt && git add -A && git commit -q -m ${name}`
  const plain = await work(commit('X'))
  const [held] = kept()
  await remove(plain)
  const id = await work(commit('Y'))
  const tip = kept().find((one) => one !== held)
  const { branch, run } = await server.snapshot(id)
  const other = git(path, 'commit-tree', '-m', 'Other', 'HEAD^{tree}')
  git(path, 'update-ref', `refs/heads/${branch}`, other)
  await server.api('POST', `/api/threads/${id}/messages`, { text: 'x' })
  await server.untilStatus(id, 'failed')
  expect((await server.api('DELETE', `/api/threads/${id}`)).status).toBe(202)
  // Its agent is over by then, too: nobody would end it once this server is gone.
  const left = () => existsSync(join(server.home, 'runs', run!.id))
  await expect.poll(left, { timeout: 30_000 }).toBe(false)
  expect(kept()).toEqual(expect.arrayContaining([held, tip]))
})
