// Worktrees with submodules, which git removes by force only: nothing that lies in one alone is thrown away.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { createWorktree } from './create.ts'
import { removeWorktree } from './remove.ts'

let repository: TestRepository
let path: string
let sub: string
const plain = (args: string[], cwd: string) =>
  repository.plain(['-c', 'protocol.file.allow=always', ...args], cwd)

/** A repository with one commit and a submodule, in a folder of its own name. */
function library(name: string, inside?: string): string {
  const place = join(repository.directory, name)
  mkdirSync(place)
  plain(['init', '-q', '-b', 'main'], place)
  writeFileSync(join(place, 'lib.txt'), 'lib\n')
  if (inside !== undefined) plain(['submodule', 'add', '-q', inside, 'deep'], place)
  plain(['add', '-A'], place)
  plain(['commit', '-q', '-m', 'first'], place)
  return place
}

beforeEach(async () => {
  repository = makeRepository()
  const lib = library('lib', library('deep'))
  plain(['submodule', 'add', '-q', lib, 'libs/lib'], repository.root)
  repository.commit('a submodule')
  path = join(repository.directory, 'worktrees', 'one')
  sub = join(path, 'libs/lib')
  const ask = { repository: repository.root, path, branch: 'ap/one', base: 'main' }
  expect(await createWorktree(repository.git, ask)).toMatchObject({ kind: 'ready' })
})
afterEach(() => repository.remove())

const checkOut = () => plain(['submodule', 'update', '-q', '--init', '--recursive'], path)
const remove = (discardChanges = false) =>
  removeWorktree(repository.git, { repository: repository.root, path, discardChanges })

function commit(place: string): void {
  writeFileSync(join(place, 'work.txt'), 'work\n')
  plain(['add', '-A'], place)
  plain(['commit', '-q', '-m', 'work'], place)
}

it.each([
  ['checked out', checkOut],
  ['not checked out', () => undefined],
  [
    'taken out again',
    () => {
      checkOut()
      plain(['submodule', 'deinit', '-q', '--all'], path)
    },
  ],
  [
    'at a commit that was pushed',
    () => {
      checkOut()
      commit(sub)
      plain(['push', '-q', 'origin', 'HEAD:refs/heads/work'], sub)
      plain(['fetch', '-q'], sub)
      plain(['commit', '-q', '-a', '-m', 'move it'], path)
    },
  ],
])('removes one whose submodule is %s', async (_, prepare) => {
  prepare()
  expect(await remove()).toEqual({ kind: 'removed' })
  expect(existsSync(path)).toBe(false)
  expect(existsSync(join(repository.root, '.git/worktrees/one'))).toBe(false)
  expect(existsSync(join(repository.root, 'libs/lib/lib.txt'))).toBe(true)
  expect(repository.plain(['fsck', '--connectivity-only'])).not.toContain('missing')
})

it.each<[string, () => void, string[]]>([
  ['a new file', () => writeFileSync(join(sub, 'new'), 'x'), ['libs/lib']],
  [
    'a new file that a setting hides',
    () => {
      writeFileSync(join(sub, 'new'), 'x')
      plain(['config', 'status.showUntrackedFiles', 'no'], sub)
      plain(['config', 'submodule.libs/lib.ignore', 'all'], path)
    },
    ['libs/lib'],
  ],
  [
    'a commit that the worktree’s branch names, and no remote has',
    () => {
      commit(sub)
      plain(['commit', '-q', '-a', '-m', 'move it'], path)
    },
    ['libs/lib'],
  ],
  [
    'a branch that is not checked out',
    () => {
      plain(['switch', '-q', '-c', 'aside'], sub)
      commit(sub)
      plain(['switch', '-q', '--detach', 'origin/main'], sub)
    },
    ['libs/lib'],
  ],
  [
    'a stash',
    () => {
      writeFileSync(join(sub, 'lib.txt'), 'changed\n')
      plain(['stash', '-q'], sub)
    },
    ['libs/lib'],
  ],
  [
    'a commit in a submodule of its own',
    () => {
      commit(join(sub, 'deep'))
      plain(['commit', '-q', '-a', '-m', 'move it'], sub)
      plain(['push', '-q', 'origin', 'HEAD:refs/heads/work'], sub)
      plain(['commit', '-q', '-a', '-m', 'move it'], path)
    },
    ['libs/lib/deep'],
  ],
  [
    'a commit, and was taken out again',
    () => {
      commit(sub)
      plain(['commit', '-q', '-a', '-m', 'move it'], path)
      plain(['submodule', 'deinit', '-q', '--all'], path)
    },
    ['libs/lib'],
  ],
])('leaves one whose submodule holds %s', async (_, prepare, paths) => {
  checkOut()
  prepare()
  expect(await remove()).toEqual({ kind: 'has-changes', paths })
  expect(existsSync(join(path, 'README.md'))).toBe(true)
  expect(await remove(true)).toEqual({ kind: 'removed' })
})
