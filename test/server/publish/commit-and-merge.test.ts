// A thread's work on its way: committed, brought up to date through a conflict, and merged, with a dirty file of the main
// checkout untouched through all of it.
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { prompt, write } from '../../support/scripts.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { rest, said } from '../../support/threads.ts'

let server: TestServer
let repository: string
let projectId: string

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_MEMORY_FLOOR_MB: '0' } })
  repository = server.repository('shop', { 'a.txt': 'one\n', 'b.txt': 'one\n', 'c.txt': 'c\n' })
  projectId = await server.addProject(repository)
  writeFileSync(join(repository, 'c.txt'), 'the person works here\n')
})
afterAll(() => server?.close())

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8' }).trim()
const post = (id: string, path: string, body: unknown = {}) =>
  server.api('POST', `/api/threads/${id}/${path}`, body)
const get = (id: string, path: string) => server.api('GET', `/api/threads/${id}/${path}`)

/** An agent writes over no file that it has not read. */
const look = (path: string) => ({ tool: 'Read', input: { file_path: `{{cwd}}/${path}` } })

/** A thread whose agent wrote these files. */
async function threadThat(title: string, ...files: [string, string][]): Promise<string> {
  const steps = files.flatMap(([path, content]) => [[look(path)], [write(path, content)]])
  const id = await server.thread({
    projectId,
    title,
    permissionMode: 'autoEdit',
    prompt: prompt(title, ...steps, `Did: ${title}.`),
  })
  await rest(server, id)
  return id
}
async function tree(id: string): Promise<string> {
  return (await server.snapshot(id)).worktreePath ?? ''
}
const head = async (id: string) => git(await tree(id), 'rev-parse', 'HEAD')

it('is committed, foreseen to conflict, brought up to date, and merged', async () => {
  const first = await threadThat('Change a', ['a.txt', 'first\n'])
  const second = await threadThat('Change a too', ['a.txt', 'second\n'], ['d.txt', 'd\n'])

  const proposed = await post(first, 'commit-message', { all: true })
  expect(proposed.status).toBe(200)
  expect(proposed.body.by).toBe('agent')
  // What is amended is the last commit, with what is staged, and nothing else.
  await post(first, 'commit-message', { amend: true })
  const asked = server.model.requests().at(-1)?.userText ?? ''
  expect(asked).toContain('Write the message for a commit')
  expect(asked).not.toContain('+first')

  const base = await head(first)
  const unstaged = await post(first, 'commit', { message: 'Nothing', head: base })
  expect(unstaged).toMatchObject({
    status: 409,
    body: { code: 'nothing_to_commit', values: { changed: 1 } },
  })
  const moved = await post(first, 'commit', { message: 'x', head: '1'.repeat(40), all: true })
  expect(moved.body.code).toBe('head_moved')
  const committed = await post(first, 'commit', { message: 'Change a', head: base, all: true })
  expect(committed).toMatchObject({ status: 200, body: { hooksSkipped: false } })
  expect((await get(first, 'commits')).body.commits).toMatchObject([
    { oid: committed.body.commit, subject: 'Change a', pushed: false },
  ])

  const foreseen = await get(first, 'merge')
  expect(foreseen.body).toEqual({
    base: 'main',
    prediction: { kind: 'clean' },
    threads: [{ threadId: second, title: 'Change a too', paths: ['a.txt'] }],
  })
  const merged = await post(first, 'merge', { how: 'squash', head: committed.body.commit })
  expect(merged).toMatchObject({
    status: 200,
    body: { base: 'main', before: base, followed: [repository] },
  })
  expect(git(repository, 'log', '--format=%s', 'main')).toBe('Change a\nFirst')
  expect(git(repository, 'status', '--porcelain')).toBe('M c.txt')

  const dirty = await post(second, 'update', { from: 'base', how: 'rebase' })
  expect(dirty.body.code).toBe('worktree_has_changes')
  const own = await post(second, 'commit', { message: 'Two', head: base, all: true })
  expect((await get(second, 'merge')).body.prediction).toEqual({
    kind: 'conflicts',
    paths: ['a.txt'],
  })
  const refused = await post(second, 'merge', { how: 'merge', head: own.body.commit })
  expect(refused).toMatchObject({ status: 409, body: { code: 'merge_conflicts' } })

  writeFileSync(join(await tree(second), 'untracked.txt'), 'kept\n')
  const update = await post(second, 'update', { from: 'base', how: 'rebase' })
  expect(update.body).toMatchObject({ kind: 'conflicts', operation: 'rebase' })
  expect((await post(second, 'commit', { message: 'x', head: await head(second) })).body.code).toBe(
    'conflicts_open',
  )
  writeFileSync(join(await tree(second), 'a.txt'), 'half solved\n')
  const { state } = (await get(second, 'changes?scope=uncommitted')).body
  const stale = { stamp: 'merge.1.2', head: state.head }
  expect(
    (await post(second, 'update/finish', { action: 'abort', seen: stale })).body,
  ).toMatchObject({ code: 'changed_meanwhile', values: { reason: 'other-operation' } })
  const seen = { stamp: state.stamp, head: state.head }
  expect((await post(second, 'update/finish', { action: 'abort', seen })).body).toMatchObject({
    kind: 'aborted',
    head: own.body.commit,
    kept: { why: 'abort', paths: ['a.txt', 'untracked.txt'] },
  })
  expect(readFileSync(join(await tree(second), 'a.txt'), 'utf8')).toBe('second\n')
  expect(git(await tree(second), 'status', '--porcelain')).toBe('?? untracked.txt')

  await post(second, 'update', { from: 'base', how: 'merge' })
  const unseen = { path: 'a.txt', side: 'ours', version: 'another' }
  expect((await post(second, 'conflicts/resolve', unseen)).body.code).toBe('changed_meanwhile')
  const [shown] = (await get(second, 'changes?scope=branch')).body.files
  const solved = await post(second, 'conflicts/resolve', { ...unseen, version: shown.version })
  expect(solved.body).toMatchObject({ files: [], kept: { why: 'update', paths: ['a.txt'] } })
  expect((await post(second, 'update/finish', { action: 'continue' })).body.kind).toBe('updated')
  const left = await post(second, 'merge', { how: 'rebase', head: await head(second) })
  expect(left).toMatchObject({ status: 409, body: { code: 'worktree_has_changes' } })
  git(await tree(second), 'clean', '-fq')
  const last = await post(second, 'merge', { how: 'merge', head: await head(second) })
  expect(last.status).toBe(200)
  expect(git(repository, 'show', 'main:a.txt')).toBe('second')
  expect(git(repository, 'status', '--porcelain')).toBe('M c.txt')
  expect(readFileSync(join(repository, 'c.txt'), 'utf8')).toBe('the person works here\n')
})

it('asks for a message in the style that was chosen for the project', async () => {
  const id = await threadThat('Change e', ['e.txt', 'e\n'])
  const wordings = () =>
    server.model
      .requests()
      .filter(({ userText }) => userText.includes('Write the message for a commit'))
  const asked = async () => {
    const before = wordings().length
    expect((await post(id, 'commit-message', { all: true })).body.by).toBe('agent')
    expect(wordings()).toHaveLength(before + 1)
    return wordings().at(-1)?.userText ?? ''
  }
  const choose = (commitStyle: string) =>
    server.api('PATCH', `/api/projects/${projectId}`, { commitStyle })
  expect(await asked()).toContain('style of this repository’s last commits:\n- ')
  expect(await choose('conventional')).toMatchObject({ body: { commitStyle: 'conventional' } })
  expect(await asked()).toContain('Follow Conventional Commits')
  await choose('repository')
  expect(await asked()).not.toContain('Conventional')
  expect((await choose('poetic')).body.code).toBe('invalid_input')
})

it('commits what was seen, and nothing that was written or staged behind it', async () => {
  const id = await threadThat('Change b', ['b.txt', 'as it was seen\n'])
  const cwd = await tree(id)
  const seen = async () => (await get(id, 'changes?scope=unstaged')).body.state
  const { head: at, versions } = await seen()
  const ask = { message: 'Change b', head: at, all: true }
  writeFileSync(join(cwd, 'b.txt'), 'behind their back\n')
  const refused = await post(id, 'commit', { ...ask, seen: versions.all })
  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile', values: { reason: 'unseen' } },
  })
  expect(git(cwd, 'status', '--porcelain')).toBe('M b.txt')
  expect(await head(id)).toBe(at)
  const again = await post(id, 'commit', { ...ask, seen: (await seen()).versions.all })
  expect(again).toMatchObject({ status: 200, body: { changedMeanwhile: 0 } })
  expect(git(cwd, 'show', 'HEAD:b.txt')).toBe('behind their back')
  // Only what is staged is meant, and somebody stages more.
  writeFileSync(join(cwd, 'b.txt'), 'approved\n')
  git(cwd, 'add', 'b.txt')
  const approved = await seen()
  writeFileSync(join(cwd, 'c.txt'), 'not seen\n')
  const staged = { message: 'Approved', head: approved.head, seen: approved.versions.staged }
  git(cwd, 'add', 'c.txt')
  expect((await post(id, 'commit', staged)).body.code).toBe('changed_meanwhile')
  git(cwd, 'reset', '-q', '--', 'c.txt')
  expect((await post(id, 'commit', staged)).status).toBe(200)
  expect(git(cwd, 'status', '--porcelain')).toBe('M c.txt')
})

it('refuses a merge into a base that is dirty in the same file', async () => {
  const id = await threadThat('Change c', ['c.txt', 'agent\n'])
  const { body } = await post(id, 'commit', { message: 'c', head: await head(id), all: true })
  const before = git(repository, 'rev-parse', 'main')
  const refused = await post(id, 'merge', { how: 'squash', head: body.commit })
  expect(refused).toMatchObject({
    status: 409,
    body: { code: 'base_dirty', values: { checkout: repository, paths: 'c.txt' } },
  })
  expect(git(repository, 'rev-parse', 'main')).toBe(before)
  expect(readFileSync(join(repository, 'c.txt'), 'utf8')).toBe('the person works here\n')
})

it('hands a conflict to the agent with what both sides were for', async () => {
  const other = await threadThat('Say hello in b', ['b.txt', 'hello\n'])
  const id = await threadThat('Say goodbye in b', ['b.txt', 'goodbye\n'])
  for (const [one, message] of [
    [other, 'Say hello'],
    [id, 'Say goodbye'],
  ] as const)
    await post(one, 'commit', { message, head: await head(one), all: true })
  await post(other, 'merge', { how: 'merge', head: await head(other) })
  expect((await post(id, 'conflicts/hand-over')).body.code).toBe('nothing_under_way')
  await post(id, 'update', { from: 'base', how: 'merge' })
  const handed = await post(id, 'conflicts/hand-over')
  expect(handed.status).toBe(202)
  const thread = await rest(server, id)
  const asked = thread.turns.at(-1)?.text ?? ''
  for (const part of [
    '- b.txt',
    '“Say goodbye in b”',
    '“Say hello in b”',
    'Did: Say hello in b.',
    '- Say hello',
  ])
    expect(asked).toContain(part)
  expect(said(thread).length).toBeGreaterThan(1)
  await post(id, 'update/finish', { action: 'abort' })
})

it('tells the agent what a thread was for that was merged and archived since', async () => {
  const other = await threadThat('Say welcome in b', ['b.txt', 'welcome\n'])
  const id = await threadThat('Say farewell in b', ['b.txt', 'farewell\n'])
  for (const one of [other, id])
    await post(one, 'commit', { message: 'Say it', head: await head(one), all: true })
  await post(other, 'merge', { how: 'merge', head: await head(other) })
  await server.api('PATCH', `/api/threads/${other}`, { archived: true })
  await server.until(other, ({ archived }) => archived)
  await post(id, 'update', { from: 'base', how: 'merge' })
  expect((await post(id, 'conflicts/hand-over')).status).toBe(202)
  const asked = (await rest(server, id)).turns.at(-1)?.text ?? ''
  for (const part of ['“Say welcome in b”', 'Did: Say welcome in b.']) expect(asked).toContain(part)
  await post(id, 'update/finish', { action: 'abort' })
})

it('tells an owner’s thread from no thread', async () => {
  const none = '0198c0de-0000-7000-8000-000000000000'
  for (const path of ['commit-message', 'conflicts/hand-over', 'push/stop'])
    expect((await post(none, path)).status).toBe(404)
  for (const path of ['merge', 'conflicts', 'push'])
    expect((await get(none, path)).status).toBe(404)
})
