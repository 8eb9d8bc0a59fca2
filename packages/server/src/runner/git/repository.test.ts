import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { listBranches } from './branches.ts'
import { inspectRepository } from './repository.ts'
import { makeRepository, type TestRepository } from './test-repository.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository()
})
afterEach(() => repository.remove())

it('knows a repository, also through a link', async () => {
  const { git, root, directory } = repository
  const link = join(directory, 'link')
  symlinkSync(root, link)
  const commit = repository.plain(['rev-parse', 'HEAD'])
  expect(await inspectRepository(git, link)).toEqual({
    kind: 'repository',
    root,
    commonDir: join(root, '.git'),
    defaultBranch: 'main',
    head: { branch: 'main', commit },
    main: null,
  })
  repository.plain(['checkout', '-q', '--detach'])
  expect(await inspectRepository(git, root)).toMatchObject({
    kind: 'repository',
    defaultBranch: 'main',
    head: { branch: null, commit },
  })
})

it('says what else a path may be', async () => {
  const { git, root, directory } = repository
  const inspect = (path: string) => inspectRepository(git, path)
  mkdirSync(join(root, 'sub'))
  writeFileSync(join(directory, 'file'), '')
  mkdirSync(join(directory, 'empty'))
  mkdirSync(join(directory, 'plain'))
  repository.plain(['init', '-q', join(directory, 'empty')])
  repository.plain(['clone', '-q', '--bare', root, join(directory, 'bare.git')])
  repository.plain(['worktree', 'add', '-q', join(directory, 'linked')])
  symlinkSync('loop', join(directory, 'loop'))
  expect(await inspect(join(root, 'sub'))).toEqual({ kind: 'inside', root })
  expect(await inspect(join(root, '.git'))).toEqual({ kind: 'inside', root })
  expect(await inspect(join(directory, 'file'))).toEqual({ kind: 'not-a-directory' })
  expect(await inspect(join(directory, 'file', 'x'))).toEqual({ kind: 'not-a-directory' })
  expect(await inspect(join(directory, 'gone'))).toEqual({ kind: 'missing' })
  expect(await inspect(join(directory, 'loop'))).toEqual({ kind: 'unreadable' })
  expect(await inspect(join(directory, 'plain'))).toEqual({ kind: 'not-a-repository' })
  expect(await inspect(join(directory, 'empty'))).toEqual({
    kind: 'no-commits',
    root: realpathSync(join(directory, 'empty')),
  })
  expect(await inspect(join(directory, 'bare.git'))).toEqual({ kind: 'bare' })
  expect(await inspect(join(directory, 'linked'))).toMatchObject({ kind: 'repository', main: root })
})

it('refuses a repository of another user', async () => {
  const { git, root } = repository
  // Git's own switch for its tests; only root could make a foreign repository.
  const foreign: typeof git = (args, options) =>
    git(args, { ...options, env: { GIT_TEST_ASSUME_DIFFERENT_OWNER: '1' } })
  expect(await inspectRepository(foreign, root)).toEqual({ kind: 'dubious-ownership' })
})

it('lists local and remote branches, and finds the default one', async () => {
  const { git, root, directory } = repository
  repository.plain(['branch', 'feature/ünï'])
  repository.plain(['clone', '-q', root, join(directory, 'clone')])
  const clone = join(directory, 'clone')
  repository.plain(['checkout', '-q', '-b', 'mine'], clone)
  const branches = await listBranches(git, clone)
  expect(branches.map((each) => [each.name, each.remote, each.current, each.default])).toEqual(
    expect.arrayContaining([
      ['main', null, false, true],
      ['mine', null, true, false],
      ['origin/main', 'origin', false, false],
      ['origin/feature/ünï', 'origin', false, false],
    ]),
  )
  expect(branches).toHaveLength(4)
  expect(branches[0]?.committedAt).toBeGreaterThan(1.6e12)
  repository.plain(['branch', '-q', '-D', 'main'], clone)
  expect(await inspectRepository(git, clone)).toMatchObject({ defaultBranch: 'origin/main' })
})
