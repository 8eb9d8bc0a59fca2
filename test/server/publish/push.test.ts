// A thread's branch on its way to a bare remote: pushed, refused for what somebody else pushed, recovered by a rebase; and
// the repository's hooks before and after it is trusted.
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest } from '../../support/threads.ts'

let server: TestServer
let repository: string
let bare: string
let projectId: string
let id: string
let tree: string
let branch: string

beforeAll(async () => {
  server = await startTestServer()
  repository = server.repository('shop', { 'a.txt': 'one\n' })
  bare = join(server.folder, 'bare.git')
  git(server.folder, 'init', '-q', '--bare', '-b', 'main', bare)
  git(repository, 'remote', 'add', 'origin', bare)
  projectId = await server.addProject(repository)
  id = await server.thread({
    projectId,
    title: 'Change a',
    permissionMode: 'autoEdit',
    prompt: prompt('Change a', [write('new.txt', 'two\n')], 'Done.'),
  })
  const thread = await rest(server, id)
  tree = thread.worktreePath ?? ''
  branch = thread.branch ?? ''
})
afterAll(() => server?.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' }).trim()
const post = (path: string, body: unknown = {}) =>
  server.api('POST', `/api/threads/${id}/${path}`, body)
const head = () => git(tree, 'rev-parse', 'HEAD')
const there = () => git(bare, 'rev-parse', branch)

it('is pushed, and what somebody else pushed is taken in before it is pushed again', async () => {
  await post('commit', { message: 'Two', head: head(), all: true })
  const pushed = await post('push')
  expect(pushed).toMatchObject({
    status: 200,
    body: { upstream: `origin/${branch}`, commit: head(), current: false, hooksSkipped: false },
  })
  expect(there()).toBe(head())
  const progress = await server.api('GET', `/api/threads/${id}/push`)
  expect(progress.body).toEqual({ progress: null })
  expect((await post('push/stop')).body).toEqual({ stopped: false })

  const other = join(server.folder, 'other')
  git(server.folder, 'clone', '-q', '-b', branch, bare, other)
  git(
    other,
    '-c',
    'user.name=B',
    '-c',
    'user.email=b@example.test',
    'commit',
    '-q',
    '--allow-empty',
    '-m',
    'B',
  )
  git(other, 'push', '-q', 'origin', branch)
  const theirs = there()
  writeFileSync(join(tree, 'b.txt'), 'b\n')
  await post('commit', { message: 'Three', head: head(), all: true })
  const refused = await post('push')
  expect(refused).toMatchObject({
    status: 409,
    body: {
      code: 'push_refused',
      values: { reason: 'behind', remote: 'origin', branch, there: theirs, ahead: 1 },
    },
  })
  expect(there()).toBe(theirs)
  expect((await post('update', { from: 'upstream', how: 'rebase' })).body.kind).toBe('updated')
  expect((await post('push')).status).toBe(200)
  expect(there()).toBe(head())
  expect(git(bare, 'log', '--format=%s', '-3', branch)).toBe('Three\nB\nTwo')
})

it('runs no hook of the repository until it is trusted, and then loses nothing to one that fails', async () => {
  const hooks = join(repository, '.git/hooks')
  const hook = (script: string) => {
    mkdirSync(hooks, { recursive: true })
    writeFileSync(join(hooks, 'pre-commit'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  }
  const trust = async () => {
    const path = `/api/projects/${projectId}/trust`
    const { fingerprint } = (await server.api('GET', path)).body
    expect((await server.api('POST', path, { fingerprint })).status).toBe(200)
  }
  hook('echo the tests fail >&2; exit 1')
  writeFileSync(join(tree, 'c.txt'), 'c\n')
  const skipped = await post('commit', { message: 'Skips', head: head(), all: true })
  expect(skipped).toMatchObject({ status: 200, body: { hooksSkipped: true } })
  expect((await post('push')).body).toMatchObject({
    code: 'push_refused',
    values: { reason: 'untrusted' },
  })
  await trust()
  writeFileSync(join(tree, 'd.txt'), 'd\n')
  const before = head()
  const refused = await post('commit', { message: 'Refused', head: before, all: true })
  expect(refused).toMatchObject({ status: 422, body: { code: 'hook_refused' } })
  expect(refused.body.values.output).toContain('the tests fail')
  expect([head(), git(tree, 'status', '--porcelain')]).toEqual([before, '?? d.txt'])
  hook('echo fine >&2')
  await trust()
  const made = await post('commit', { message: 'Made', head: before, all: true })
  expect(made).toMatchObject({
    status: 200,
    body: { hooksSkipped: false, output: expect.stringContaining('fine') },
  })
  expect((await post('push')).status).toBe(200)
  expect(there()).toBe(head())
})
