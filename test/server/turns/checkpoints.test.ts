// A thread's files are kept around its turns, with what its commands did, also across a restart and in local mode.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ThreadSnapshot } from '@a-parallel/shared'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { bash, prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { asked, decide } from '../../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' })

/** Waits until the files behind so many turns are kept. */
const kept = (id: string, turns: number) =>
  server.until(id, ({ checkpoints }) => after(checkpoints).length === turns)
const after = (checkpoints: ThreadSnapshot['checkpoints']) =>
  checkpoints.filter(({ place }) => place === 'after')

const show = (cwd: string, commit: string | null | undefined) =>
  git(cwd, 'ls-tree', '-r', '--name-only', String(commit)).split('\n').filter(Boolean)

/** What the log says that turns changed. */
const changed = async (id: string) =>
  (await server.events(id)).flatMap(({ type, data }) =>
    type === 'checkpoint.captured' && data.changedPaths ? [data.changedPaths] : [],
  )

it('keeps what edits and commands did, and what a person changed in between', async () => {
  const repository = server.repository('kept', { 'README.md': '# Kept\n', 'old.txt': 'old\n' })
  const projectId = await server.addProject(repository)
  const id = await server.thread({
    projectId,
    permissionMode: 'autoEdit',
    prompt: prompt('Begin', [write('new.txt', 'new\n')], [bash('rm old.txt')], 'Done.'),
  })
  const [approval] = await asked(server, id)
  if (approval) await decide(server, id, approval, { decision: 'allow' })
  const first = await kept(id, 1)
  const path = String(first.worktreePath)
  expect(first.checkpoints.map(({ place }) => place)).toEqual(['before', 'after'])
  expect(show(path, first.checkpoints[0]?.commit)).toEqual(['README.md', 'old.txt'])
  expect(show(path, first.checkpoints[1]?.commit)).toEqual(['README.md', 'new.txt'])

  expect(await changed(id)).toEqual([['new.txt', 'old.txt']])

  writeFileSync(join(path, 'mine.txt'), 'mine\n')
  await server.restart()
  await server.api('POST', `/api/threads/${id}/messages`, { text: prompt('More', 'Nothing.') })
  const second = await kept(id, 2)
  expect(second.checkpoints.map(({ place }) => place)).toEqual([
    'before',
    'after',
    'before',
    'after',
  ])
  expect(show(path, second.checkpoints[2]?.commit)).toEqual(['README.md', 'mine.txt', 'new.txt'])
  expect(await changed(id)).toEqual([['new.txt', 'old.txt']])
  expect(git(path, 'status', '--porcelain')).toBe(' D old.txt\n?? mine.txt\n?? new.txt\n')
})

it('keeps the files of the project’s own checkout too, as long as the thread can come back', async () => {
  const repository = server.repository('local')
  const projectId = await server.addProject(repository)
  const id = await server.thread({ projectId, mode: 'local', prompt: prompt('Begin', 'Done.') })
  const { checkpoints } = await kept(id, 1)
  expect(checkpoints.every(({ commit }) => commit !== null)).toBe(true)
  const refs = () => git(repository, 'for-each-ref', '--format=%(refname)', 'refs/a-parallel')
  expect(refs().split('\n').filter(Boolean)).toHaveLength(2)
  expect(git(repository, 'branch', '--format=%(refname)')).toBe('refs/heads/main\n')
  const before = refs()
  expect((await server.api('DELETE', `/api/threads/${id}`)).status).toBe(202)
  const isGone = async () => (await server.api('GET', `/api/threads/${id}`)).status === 404
  await expect.poll(isGone, { timeout: 20_000 }).toBe(true)
  expect(refs()).toBe(before)
})

it('goes on where files cannot be kept, and says so in the log', async () => {
  const repository = server.repository('unkept')
  const projectId = await server.addProject(repository)
  const held = await server.thread({ projectId, prompt: prompt('Begin', 'Done.') })
  await kept(held, 1)
  const id = crypto.randomUUID()
  // Git cannot make a folder of this name any more.
  writeFileSync(join(repository, '.git/refs/a-parallel/checkpoints', id), '')
  await server.thread({ id, projectId, prompt: prompt('Begin', 'Done.') })
  const { checkpoints, turns } = await kept(id, 1)
  expect(checkpoints.map(({ problem }) => problem?.code)).toEqual(['git_failed', 'git_failed'])
  expect(turns.map(({ state }) => state)).toEqual(['completed'])
})
