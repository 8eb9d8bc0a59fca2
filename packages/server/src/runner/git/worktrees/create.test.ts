import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { createWorktree } from './create.ts'
import { listChanges, removeWorktree } from './remove.ts'
import { worktreeState } from './state.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({ 'README.md': 'hello\n', 'src/a.txt': 'a\n', 'src/b.txt': 'b\n' })
})
afterEach(() => repository.remove())

const at = (name: string): string => join(repository.directory, 'worktrees', 'project', name)
const create = (name: string, more: { base?: string; branch?: string; trusted?: boolean } = {}) =>
  createWorktree(repository.git, {
    repository: repository.root,
    path: at(name),
    branch: more.branch ?? `ap/${name}`,
    base: more.base ?? 'main',
    trusted: more.trusted,
  })

/** What must not change in the main checkout. */
function mainCheckout(): string[] {
  const files = ['.git/index', '.git/HEAD', '.git/config', 'README.md']
  return files.map((path) => readFileSync(join(repository.root, path), 'latin1'))
}

/** Nothing of ours may be left: no entry, branch, directory, lock. */
function leftovers(): string[] {
  const { plain, root, directory } = repository
  const entries = plain(['worktree', 'list', '--porcelain']).split('\n\n').slice(1)
  const branches = plain(['branch', '--format=%(refname:short)'])
    .split('\n')
    .filter((name) => name !== 'main')
  const files = [
    join(root, '.git/worktrees'),
    join(root, '.git/a-parallel.lock'),
    join(directory, 'worktrees/project/x'),
  ]
  return [...entries, ...branches, ...files.filter((file) => existsSync(file))]
}

describe('createWorktree', () => {
  it('makes branch and files, and leaves the main checkout as it was', async () => {
    const before = mainCheckout()
    const commit = repository.plain(['rev-parse', 'main'])
    const outcome = await create('one')
    expect(outcome).toEqual({ kind: 'ready', branch: 'ap/one', path: at('one'), commit })
    expect(readFileSync(join(at('one'), 'src/a.txt'), 'utf8')).toBe('a\n')
    expect(repository.plain(['status', '--porcelain'], at('one'))).toBe('')
    expect(repository.plain(['rev-parse', '--abbrev-ref', 'HEAD'], at('one'))).toBe('ap/one')
    expect(repository.plain(['for-each-ref', '--format=%(upstream)', 'refs/heads/ap/one'])).toBe('')
    expect(mainCheckout()).toEqual(before)
    const state = await worktreeState(join(repository.root, '.git'), at('one'))
    expect(state).toEqual({ kind: 'ready', gitDir: join(repository.root, '.git/worktrees/one') })
  })

  it(
    'makes 60 at once on one repository, and removes them again',
    { timeout: 120_000 },
    async () => {
      const before = mainCheckout()
      const names = Array.from({ length: 60 }, (_, index) => `many-${index}`)
      const outcomes = await Promise.all(names.map((name) => create(name)))
      expect(outcomes.filter((outcome) => outcome.kind !== 'ready')).toEqual([])
      for (const name of names) expect(existsSync(join(at(name), 'README.md'))).toBe(true)
      expect(mainCheckout()).toEqual(before)
      const removed = await Promise.all(
        names.map((name) =>
          removeWorktree(repository.git, { repository: repository.root, path: at(name) }),
        ),
      )
      expect(removed.filter((outcome) => outcome.kind !== 'removed')).toEqual([])
      expect(repository.plain(['worktree', 'list', '--porcelain']).split('\n\n')).toHaveLength(1)
      expect(existsSync(join(repository.root, '.git/a-parallel.lock'))).toBe(false)
    },
  )

  it('says why not, and leaves nothing behind', async () => {
    repository.plain(['branch', 'taken'])
    expect(await create('x', { branch: 'taken' })).toEqual({ kind: 'branch-exists' })
    expect(await create('x', { branch: 'taken/below' })).toEqual({ kind: 'branch-exists' })
    expect(await create('x', { branch: '--detach' })).toEqual({ kind: 'invalid-branch' })
    expect(await create('x', { base: 'nowhere' })).toEqual({ kind: 'unknown-base' })
    expect(await create('x', { base: '--help' })).toEqual({ kind: 'unknown-base' })
    repository.plain(['branch', '-D', 'taken'])
    expect(leftovers()).toEqual([])
    mkdirSync(at('full'), { recursive: true })
    writeFileSync(join(at('full'), 'mine'), 'precious')
    expect(await create('full')).toEqual({ kind: 'path-exists' })
    expect(readFileSync(join(at('full'), 'mine'), 'utf8')).toBe('precious')
    expect(leftovers()).toEqual([])
  })

  it('undoes all when the files cannot be written', async () => {
    // An object that is missing makes the checkout fail after branch and entry are there.
    const blob = repository.plain(['rev-parse', 'main:src/a.txt'])
    const object = join(repository.root, '.git/objects', blob.slice(0, 2), blob.slice(2))
    rmSync(object, { force: true })
    expect(await create('x')).toMatchObject({ kind: 'failed' })
    expect(leftovers()).toEqual([])
  })

  it('waits for others that hold the lock, and breaks that of a dead one', async () => {
    const lock = join(repository.root, '.git/a-parallel.lock')
    writeFileSync(lock, JSON.stringify({ pid: 1, start: 'never', boot: 'another' }))
    expect(await create('one')).toMatchObject({ kind: 'ready' })
    writeFileSync(lock, '')
    expect(await create('three')).toMatchObject({ kind: 'ready' })
    writeFileSync(lock, '{"pid":')
    expect(await create('two')).toMatchObject({ kind: 'ready' })
    expect(existsSync(lock)).toBe(false)
  })

  it('runs filters and the hook of the repository only when it is trusted', async () => {
    const mark = join(repository.directory, 'ran')
    const script = join(repository.directory, 'evil.sh')
    writeFileSync(script, `#!/bin/sh\necho "$@" >> ${mark}\ncat 2>/dev/null\n`, { mode: 0o755 })
    repository.plain(['config', 'filter.a=b.c.smudge', script])
    mkdirSync(join(repository.root, '.git/hooks'), { recursive: true })
    writeFileSync(
      join(repository.root, '.git/hooks/post-checkout'),
      `#!/bin/sh\necho hook "$3" >> ${mark}\n`,
      {
        mode: 0o755,
      },
    )
    repository.write('.gitattributes', '*.txt filter=a=b.c\n')
    repository.commit('attributes')
    repository.plain(['config', 'filter.a=b.c.required', 'true'])
    expect(await create('off')).toMatchObject({ kind: 'ready' })
    writeFileSync(join(at('off'), 'src/a.txt'), 'changed\n')
    expect(await listChanges(repository.git, at('off'))).toEqual(['src/a.txt'])
    expect(existsSync(mark)).toBe(false)
    // A part of the configuration that holds in the new worktree only.
    const part = join(repository.directory, 'part')
    writeFileSync(part, `[filter "only"]\n\tsmudge = ${script}\n`)
    repository.plain(['config', `includeIf.gitdir:**/worktrees/part.path`, part])
    writeFileSync(join(repository.root, '.git/info/attributes'), '*.md filter=only\n')
    expect(await create('part')).toMatchObject({ kind: 'ready' })
    expect(existsSync(mark)).toBe(false)
    expect(await create('on', { trusted: true })).toMatchObject({ kind: 'ready' })
    expect(readFileSync(mark, 'utf8')).toContain('hook 1')
  })
})

it('sees a rewritten commondir', async () => {
  await create('one')
  const entry = join(repository.root, '.git/worktrees/one')
  mkdirSync(join(repository.directory, 'other'))
  writeFileSync(join(entry, 'commondir'), `${join(repository.directory, 'other')}\n`)
  expect(await worktreeState(join(repository.root, '.git'), at('one'))).toMatchObject({
    kind: 'tampered',
  })
})
