// Commits on real repositories: what is refused and why, hooks before and after trust, and an index that a failing hook
// does not change.
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGit } from '../../core.ts'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { openPlace } from '../place.ts'
import { standingOf } from '../standing.ts'
import { commit, type CommitAsk } from './commit.ts'
import { describeCommit, lastSubjects } from './wording.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({ 'README.md': 'hello\n', 'b.txt': 'one\n' })
})
afterEach(() => repository.remove())

const head = () => repository.plain(['rev-parse', 'HEAD'])
const known = () => ({ head: head() })
const ask = (more: Partial<CommitAsk> = {}): CommitAsk => ({
  path: repository.root,
  trusted: true,
  message: 'Second\n\n# not a comment\n',
  amend: false,
  signOff: false,
  all: false,
  ...('head' in more ? { head: null } : known()),
  ...more,
})
function hook(name: string, script: string): void {
  const file = join(repository.root, '.git/hooks', name)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

describe('signing', () => {
  beforeEach(() => {
    repository.plain(['config', '--global', 'commit.gpgSign', 'true'])
    repository.plain(['config', '--global', 'gpg.program', join(repository.directory, 'none')])
    repository.write('b.txt', 'two\n')
  })

  it('is told to have been left out before trust', async () => {
    const made = await commit(repository.git, ask({ trusted: false, all: true }))
    expect(made).toMatchObject({ kind: 'committed', signingSkipped: true })
    repository.plain(['config', 'commit.gpgSign', 'false'])
    const again = await commit(repository.git, ask({ trusted: false, amend: true }))
    expect(again).toMatchObject({ kind: 'committed', signingSkipped: false })
  })

  it('that fails makes no commit, and is told from a hook’s refusal', async () => {
    hook('pre-commit', 'exit 0')
    const before = head()
    const refused = await commit(repository.git, ask({ all: true }))
    expect(refused).toMatchObject({ kind: 'refused', by: 'signing' })
    expect(head()).toBe(before)
    expect(repository.plain(['status', '--porcelain'])).toBe('M b.txt')
  })
})

it('that does not come about hides nothing that was written in the moment of the index', async () => {
  repository.plain(['config', 'core.trustctime', 'false'])
  const moment = Math.floor(Date.now() / 1000) - 5
  const file = join(repository.root, 'b.txt')
  const write = (content: string) => {
    repository.write('b.txt', content)
    utimesSync(file, moment, moment)
  }
  write('two\n')
  repository.plain(['commit', '-q', '-am', 'two'])
  write('six\n')
  utimesSync(join(repository.root, '.git/index'), moment, moment)
  hook('pre-commit', 'exit 1')
  expect(await commit(repository.git, ask({ all: true }))).toMatchObject({ by: 'hook' })
  expect(repository.plain(['status', '--porcelain'])).toBe('M b.txt')
})

describe('commit', () => {
  it('commits what is staged and leaves the rest', async () => {
    repository.write('README.md', 'staged\n')
    repository.plain(['add', 'README.md'])
    repository.write('b.txt', 'not staged\n')
    const outcome = await commit(repository.git, ask({ signOff: true }))
    expect(outcome).toMatchObject({ kind: 'committed', commit: head(), hooksSkipped: false })
    const message = repository.plain(['log', '-1', '--format=%B'])
    expect(message).toContain('# not a comment')
    expect(message).toContain('Signed-off-by: Ada <ada@example.test>')
    expect(repository.plain(['status', '--porcelain'])).toBe('M b.txt')
  })

  it('stages all on wish, new files too, and amends without making another commit', async () => {
    repository.write('new\nline.txt', 'x\n')
    repository.write(':(top)', 'y\n')
    const first = await commit(repository.git, ask({ all: true }))
    expect(first.kind).toBe('committed')
    expect(repository.plain(['status', '--porcelain'])).toBe('')
    const amended = await commit(repository.git, ask({ amend: true, message: 'Better' }))
    expect(amended.kind).toBe('committed')
    expect(repository.plain(['log', '--format=%s'])).toBe('Better\nfirst')
  })

  it.each([
    ['nothing staged', {}, { kind: 'nothing-staged', changed: 1 }],
    ['a head that moved', { head: null }, { kind: 'head-moved' }],
  ])('refuses %s', async (_, more, expected) => {
    repository.write('b.txt', 'changed\n')
    expect(await commit(repository.git, ask(more))).toMatchObject(expected)
  })

  it('takes nothing in that a filter would have to convert, before the project is trusted', async () => {
    repository.plain(['config', 'filter.upper.clean', 'tr a-z A-Z'])
    repository.write('.gitattributes', 'b.txt filter=upper\n')
    repository.write('b.txt', 'changed\n')
    const all = { all: true, head: head(), trusted: false }
    expect(await commit(repository.git, ask(all))).toEqual({ kind: 'filtered', path: 'b.txt' })
    expect(repository.plain(['diff', '--cached', '--name-only'])).toBe('')
    expect(await commit(repository.git, ask({ ...all, trusted: true }))).toMatchObject({
      kind: 'committed',
    })
    expect(repository.plain(['cat-file', 'blob', 'HEAD:b.txt'])).toBe('CHANGED')
  })

  it('makes no root commit where the branch was deleted', async () => {
    const before = head()
    repository.write('b.txt', 'changed\n')
    repository.plain(['update-ref', '-d', 'refs/heads/main'])
    expect(await commit(repository.git, ask({ head: before, all: true }))).toEqual({
      kind: 'head-moved',
      head: null,
    })
  })

  it('refuses without an identity, in conflicts and while another git holds the index', async () => {
    repository.write('b.txt', 'ours\n')
    repository.plain(['add', '.'])
    const nobody = createGit({
      environment: { ...repository.environment, HOME: repository.directory },
    })
    expect(await commit(nobody, ask())).toEqual({ kind: 'no-identity' })
    const lock = join(repository.root, '.git/index.lock')
    writeFileSync(lock, '')
    expect(await commit(repository.git, ask())).toEqual({ kind: 'locked' })
    rmSync(lock)
    repository.commit('ours')
    repository.plain(['checkout', '-q', '-b', 'other', 'HEAD~'])
    repository.write('b.txt', 'theirs\n')
    repository.commit('theirs')
    expect(() => repository.plain(['merge', 'main'])).toThrow()
    expect(await commit(repository.git, ask({ all: true }))).toEqual({
      kind: 'conflicted',
      paths: ['b.txt'],
    })
    repository.write('b.txt', 'both\n')
    repository.plain(['add', '.'])
    expect(await commit(repository.git, ask({ message: 'Merge' }))).toMatchObject({
      kind: 'committed',
    })
    expect(repository.plain(['rev-list', '--parents', '-1', 'HEAD']).split(' ')).toHaveLength(3)
  })

  it('loses nothing to a hook that fails, and shows what it printed', async () => {
    hook('pre-commit', 'echo checking; echo "lint: no" >&2; git add b.txt; exit 1')
    repository.write('README.md', 'staged\n')
    repository.plain(['add', 'README.md'])
    repository.write('b.txt', 'not staged\n')
    const before = readFileSync(join(repository.root, '.git/index'))
    const was = head()
    const refused = await commit(repository.git, ask())
    expect(refused).toMatchObject({ kind: 'refused', by: 'hook' })
    expect(refused.kind === 'refused' && refused.output).toContain('checking\nlint: no')
    expect(readFileSync(join(repository.root, '.git/index')).equals(before)).toBe(true)
    expect(existsSync(join(repository.root, '.git/a-parallel-index'))).toBe(false)
    expect(head()).toBe(was)
    const all = await commit(repository.git, ask({ all: true }))
    expect(all.kind).toBe('refused')
    expect(repository.plain(['status', '--porcelain'])).toBe('M  README.md\n M b.txt')
    hook('pre-commit', 'echo fine >&2')
    const made = await commit(repository.git, ask())
    expect(made).toMatchObject({ kind: 'committed', hooksSkipped: false })
    expect(made.kind === 'committed' && made.output).toContain('fine')
  })

  it('leaves the index of whoever committed while a hook ran that then fails', async () => {
    hook(
      'pre-commit',
      'echo theirs > b.txt; git add b.txt; git commit -q --no-verify -m theirs; exit 1',
    )
    repository.write('README.md', 'staged\n')
    repository.plain(['add', 'README.md'])
    expect((await commit(repository.git, ask())).kind).toBe('refused')
    expect(repository.plain(['log', '--format=%s'])).toBe('theirs\nfirst')
    expect(repository.plain(['status', '--porcelain'])).toBe('')
    expect(existsSync(join(repository.root, '.git/a-parallel-index'))).toBe(false)
  })

  it('runs no hook before trust, and says so', async () => {
    const mark = join(repository.directory, 'ran')
    hook('pre-commit', `touch ${mark}; exit 1`)
    repository.write('b.txt', 'x\n')
    const outcome = await commit(repository.git, ask({ all: true, trusted: false }))
    expect(outcome).toMatchObject({ kind: 'committed', hooksSkipped: true })
    expect(existsSync(mark)).toBe(false)
    repository.plain(['config', 'core.hooksPath', 'none'])
    repository.write('b.txt', 'y\n')
    expect(await commit(repository.git, ask({ all: true, trusted: false }))).toMatchObject({
      hooksSkipped: false,
    })
  })

  it('makes the first commit of a branch without any', async () => {
    repository.plain(['checkout', '-q', '--orphan', 'fresh'])
    const outcome = await commit(repository.git, ask({ head: null }))
    expect(outcome.kind).toBe('committed')
    expect(repository.plain(['rev-list', '--count', 'HEAD'])).toBe('1')
  })
})

it('describes what is to be committed, and how others were worded', async () => {
  const run = await openPlace(repository.git, { path: repository.root, trusted: false })
  repository.write('b.txt', 'two\n')
  repository.write('c.txt', 'x\n')
  const described = (all: boolean, amend = false) =>
    describeCommit(run, repository.root, { all, amend })
  expect(await described(false)).toBe('')
  const all = await described(true)
  expect(all).toContain('-one\n+two')
  expect(all).toContain('New files:\n"c.txt"\n')
  expect(all).toContain('New file "c.txt" begins:\n')
  // Of the first commit too, and of nothing that is not staged.
  const first = await described(false, true)
  expect(first).toContain('+one')
  expect(first).not.toContain('+two')
  expect(await lastSubjects(run)).toEqual(['first'])
  repository.write('b.txt', 'x\n'.repeat(40_000))
  expect((await described(true)).length).toBeLessThan(25_000)
})

it('reads a status', () => {
  const text = [
    '# branch.oid (initial)',
    '# branch.head (detached)',
    '1 M. N... 100644 100644 100644 aa bb a b.txt',
    '1 .M N... 100644 100644 100644 aa bb c  d.txt',
    'u UU N... 100644 100644 100644 100644 aa bb cc e\nf',
    '? new',
    '',
  ].join('\0')
  expect(standingOf(text)).toEqual({
    branch: null,
    head: null,
    staged: ['a b.txt'],
    unstaged: ['c  d.txt'],
    conflicted: ['e\nf'],
    untracked: ['new'],
  })
})

describe('a commit that is broken off', () => {
  /** It cannot be asked to end, and holds none of our pipes. */
  const slow = () => {
    const file = join(repository.directory, 'pid')
    hook(
      'pre-commit',
      `trap '' TERM; git add c.txt; sleep 1000 >/dev/null 2>&1 & echo $! > '${file}'; echo started >&2; exec >/dev/null 2>&1; wait`,
    )
    return () => Number(readFileSync(file, 'utf8'))
  }
  const isAlive = (pid: number) => {
    try {
      return process.kill(pid, 0)
    } catch {
      return false
    }
  }

  it('leaves index and branch as they were, and ends all that its hook started', async () => {
    const pid = slow()
    repository.write('b.txt', 'staged\n')
    repository.plain(['add', 'b.txt'])
    repository.write('b.txt', 'not staged\n')
    repository.write('c.txt', 'by the hook\n')
    const before = [head(), repository.plain(['status', '--porcelain'])]
    const breakOff = new AbortController()
    let said = ''
    const made = commit(
      repository.git,
      ask({
        signal: breakOff.signal,
        onOutput(piece) {
          said += piece
          breakOff.abort()
        },
      }),
    )
    await expect(made).rejects.toMatchObject({ code: 'aborted' })
    expect(said).toBe('started\n')
    expect([head(), repository.plain(['status', '--porcelain'])]).toEqual(before)
    await vi.waitFor(() => expect(isAlive(pid())).toBe(false), { timeout: 10_000 })
    expect(existsSync(join(repository.root, '.git/index.lock'))).toBe(false)
  })

  it('is told of as made where only a hook behind it was ended', async () => {
    hook('post-commit', 'echo done >&2; exec >/dev/null 2>&1; sleep 1000')
    repository.write('b.txt', 'staged\n')
    repository.plain(['add', 'b.txt'])
    const before = head()
    const breakOff = new AbortController()
    const onOutput = () => breakOff.abort()
    const made = await commit(repository.git, ask({ signal: breakOff.signal, onOutput }))
    expect(made).toMatchObject({ kind: 'committed', commit: head() })
    expect(repository.plain(['rev-parse', 'HEAD^'])).toBe(before)
    expect(repository.plain(['status', '--porcelain', '--untracked-files=no'])).toBe('')
  })
})
