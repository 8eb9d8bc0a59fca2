// Worktrees through the API: sixty at once, the main checkout untouched, local mode, and a crash in the middle.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { prompt, write } from '../support/scripts.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { asked, decide, rest, said } from '../support/threads.ts'

let server: TestServer

beforeAll(async () => {
  server = await startTestServer({ env: { A_PARALLEL_SLOTS: '1' } })
})
afterAll(() => server.close())
afterEach(() => server.model.release('sixty'))

const git = (cwd: string, ...args: string[]) =>
  execFileSync('git', args, { cwd, encoding: 'utf8', stdio: 'pipe' })

const lines = (text: string) => text.split('\n').filter((line) => line !== '')

/** Every byte of a checkout and of the parts of `.git` that are its own: HEAD, index, config, its branch. */
function fingerprint(checkout: string): Record<string, string> {
  const own = ['HEAD', 'index', 'config', 'refs/heads/main', 'packed-refs', 'hooks', 'description']
  const found: Record<string, string> = {}
  const look = (path: string): void => {
    if (!existsSync(path)) return
    if (statSync(path).isDirectory()) {
      for (const name of readdirSync(path)) if (name !== '.git') look(join(path, name))
      return
    }
    const { mtimeMs, mode } = statSync(path)
    const hash = createHash('sha256').update(readFileSync(path)).digest('hex')
    found[relative(checkout, path)] = `${hash} ${mode} ${mtimeMs}`
  }
  look(checkout)
  for (const name of own) look(join(checkout, '.git', name))
  return found
}

it('sixty threads at once on one repository all get their own worktree; the main checkout is not touched', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 50 }, (_, index) => [`src/${index}.ts`, `${index}\n`]),
  )
  const repository = server.repository('sixty', { 'README.md': '# Sixty\n', ...files })
  writeFileSync(join(repository, 'README.md'), '# Changed, not committed\n')
  writeFileSync(join(repository, 'untracked.txt'), 'mine\n')
  writeFileSync(join(repository, 'src', '1.ts'), 'staged\n')
  git(repository, 'add', 'src/1.ts')
  const projectId = await server.addProject(repository)
  const before = fingerprint(repository)
  // The first one takes the only slot and holds it: the others are about their worktrees alone.
  const holder = await server.thread({
    projectId,
    prompt: prompt('Hold', ['x', { hold: 'sixty' }]),
  })
  await server.model.waitForRequest((request) => request.answer.holding === 'sixty', 60_000)
  const wishes = await Promise.all(
    Array.from({ length: 59 }, () =>
      server.api('POST', '/api/threads', { projectId, prompt: 'Do the same thing' }),
    ),
  )
  // Created, worktree requested, message queued: accepting does not wait for git.
  expect(new Set(wishes.map(({ status, body }) => `${status} ${body.seq}`))).toEqual(
    new Set(['202 3']),
  )
  const ids: string[] = wishes.map(({ body }) => body.id)
  const threads = await Promise.all(
    [holder, ...ids].map((id) =>
      server.until(id, (thread) => thread.worktree?.state !== 'requested', 110_000),
    ),
  )
  expect(threads.map((thread) => thread.worktree?.problem ?? null)).toEqual(threads.map(() => null))
  expect(new Set(threads.map((thread) => thread.worktreePath)).size).toBe(60)
  expect(new Set(threads.map((thread) => thread.branch)).size).toBe(60)
  const head = git(repository, 'rev-parse', 'HEAD')
  for (const { worktreePath, branch } of threads) {
    expect(worktreePath!.startsWith(join(server.home, 'worktrees'))).toBe(true)
    expect(readFileSync(join(worktreePath!, '.git'), 'utf8')).toContain(
      join(repository, '.git', 'worktrees'),
    )
    expect(readFileSync(join(worktreePath!, 'src', '49.ts'), 'utf8')).toBe('49\n')
    expect(readFileSync(join(worktreePath!, 'README.md'), 'utf8')).toBe('# Sixty\n')
    expect(git(worktreePath!, 'rev-parse', 'HEAD')).toBe(head)
    expect(git(worktreePath!, 'symbolic-ref', '--short', 'HEAD')).toBe(`${branch}\n`)
  }
  expect(
    lines(git(repository, 'worktree', 'list', '--porcelain')).filter((line) =>
      line.startsWith('worktree '),
    ),
  ).toHaveLength(61)
  expect(lines(git(repository, 'branch', '--list', 'a-parallel/*'))).toHaveLength(60)
  expect(fingerprint(repository)).toEqual(before)
  await Promise.all(ids.map((id) => server.api('POST', `/api/threads/${id}/stop`)))
  const stopped = await Promise.all(ids.map((id) => server.snapshot(id)))
  expect(new Set(stopped.map((thread) => thread.status))).toEqual(new Set(['stopped']))
  server.model.release('sixty')
  await rest(server, holder)
  expect(server.model.requests().filter((request) => request.kind === 'turn')).toHaveLength(1)
}, 240_000)

it('threads whose ids begin alike do not share a worktree', async () => {
  const projectId = await server.addProject(server.repository('alike'))
  // As UUIDs made by the clock do (RFC 9562, version 7).
  const ids = ['0198c0de-0000-7000-8000-000000000001', '0198c0de-0000-7000-8000-000000000002']
  const made = await Promise.all(
    ids.map((id) => server.thread({ id, projectId, prompt: prompt('Same words', 'Hi.') })),
  )
  expect(made).toEqual(ids)
  const threads = await Promise.all(
    ids.map((id) => server.until(id, (thread) => thread.worktree?.state !== 'requested')),
  )
  expect(threads.map((thread) => thread.worktree?.problem ?? null)).toEqual([null, null])
  expect(new Set(threads.map((thread) => thread.worktreePath)).size).toBe(2)
  const wish = { id: ids[0], projectId, prompt: prompt('Same words', 'Hi.') }
  const again = await server.api('POST', '/api/threads', wish)
  expect([again.status, again.body.id]).toEqual([202, ids[0]])
  const other = await server.api('POST', '/api/threads', { ...wish, prompt: 'Others' })
  expect([other.status, other.body.code]).toEqual([409, 'id_taken'])
  expect((await server.snapshot(ids[0]!)).turns).toHaveLength(1)
  for (const id of ids) await rest(server, id)
})

it('local mode works in the main checkout; a base branch is where a worktree begins', async () => {
  const repository = server.repository('local')
  git(repository, 'checkout', '-q', '-b', 'side')
  writeFileSync(join(repository, 'side.txt'), 'side\n')
  git(repository, 'add', '-A')
  git(repository, 'commit', '-q', '-m', 'Side')
  git(repository, 'checkout', '-q', 'main')
  const projectId = await server.addProject(repository)
  const id = await server.thread({
    projectId,
    mode: 'local',
    prompt: prompt('Write', write('here.txt', 'here\n'), 'Done.'),
  })
  const [approval] = await asked(server, id)
  expect(approval?.detail).toMatchObject({ kind: 'edit', path: 'here.txt' })
  await decide(server, id, approval!, { decision: 'allow' })
  const done = await rest(server, id)
  expect([done.status, done.mode, done.worktree, done.branch]).toEqual([
    'completed',
    'local',
    null,
    null,
  ])
  expect(readFileSync(join(repository, 'here.txt'), 'utf8')).toBe('here\n')
  const side = await server.thread({
    projectId,
    baseBranch: 'side',
    prompt: prompt('Look', '{{cwd}}'),
  })
  const based = await rest(server, side)
  expect(said(based)).toEqual([based.worktreePath])
  expect(readFileSync(join(based.worktreePath!, 'side.txt'), 'utf8')).toBe('side\n')
  expect(based.worktree?.base).toBe('side')
  // Deleting the local thread leaves the checkout as it is, uncommitted work included.
  expect((await server.api('DELETE', `/api/threads/${id}`)).status).toBe(202)
  expect(readFileSync(join(repository, 'here.txt'), 'utf8')).toBe('here\n')
})

it('a worktree that failed is said, and made by resume; what a crash left half made is cleaned away', async () => {
  const repository = server.repository('half')
  const projectId = await server.addProject(repository)
  const root = join(server.home, 'worktrees', projectId.slice(0, 8))
  // A file where the project's folder would be: git cannot make anything below it.
  writeFileSync(root, '')
  const id = await server.thread({ projectId, prompt: prompt('Try', 'It works.') })
  const failed = await server.untilStatus(id, 'failed')
  expect(failed.worktree?.problem?.detail.length).toBeGreaterThan(10)
  expect(failed.worktreePath).toBeNull()
  expect(lines(git(repository, 'branch'))).toEqual(['* main'])
  rmSync(root)

  // What `git worktree add` leaves when it is killed: a locked entry, a branch, some of the files.
  const { path, branch } = failed.worktree!
  mkdirSync(root)
  git(repository, 'worktree', 'add', '--no-track', '--no-checkout', '-b', branch, path, 'main')
  const entry = join(repository, '.git', 'worktrees', path.slice(path.lastIndexOf('/') + 1))
  writeFileSync(join(entry, 'locked'), 'initializing')
  writeFileSync(join(path, 'README.md'), 'half')
  expect((await server.api('POST', `/api/threads/${id}/resume`)).status).toBe(202)
  const done = await rest(server, id, 100_000)
  expect([done.status, said(done)]).toEqual(['completed', ['It works.']])
  expect(readFileSync(join(path, 'README.md'), 'utf8')).toBe('# Sample\n')
  expect(git(path, 'status', '--porcelain')).toBe('')
  expect(existsSync(join(entry, 'locked'))).toBe(false)
})
