// Where a checkout's repository lies is what git says, however oddly it is pointed to.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { worktreeState } from '../worktrees/state.ts'
import { ownPlacesOf } from './places.ts'

let repository: TestRepository
let tree: string

beforeEach(() => {
  repository = makeRepository()
  tree = join(repository.directory, 'tree')
  for (const name of ['other', 'other ', 'other\n', 'far/other'])
    repository.plain(['clone', '-q', '--bare', repository.root, join(repository.directory, name)])
  repository.plain(['worktree', 'add', '-q', '-b', 'one', tree])
  mkdirSync(join(repository.directory, 'far', 'in'))
  symlinkSync(join(repository.directory, 'far', 'in'), join(repository.directory, 'link'))
})
afterEach(() => repository.remove())

const gitSays = (what: string) =>
  repository.exact(['rev-parse', '--path-format=absolute', what], tree).replace(/\n$/, '')
const below = (path: string) => join(repository.directory, path)
const odd = [
  ['plainly', 'other\n', 'other'],
  ['without an end of line', 'other', 'other'],
  ['with many', 'other\r\n\n', 'other'],
  ['with a blank behind', 'other \n', 'other '],
  ['with an end of line inside', 'other\n\0\n', 'other\n'],
  ['with more behind a NUL', 'other\0more\n', 'other'],
  ['back from behind a link', 'link/../other', 'far/other'],
] as const

it.each(odd)('finds what a .git file names %s', async (_, said, name) => {
  writeFileSync(join(tree, '.git'), `gitdir: ../${said}`)
  expect(gitSays('--git-dir')).toBe(below(name))
  expect(await ownPlacesOf(tree)).toEqual({ gitDir: below(name), commonDir: below(name) })
  expect((await worktreeState(join(repository.root, '.git'), tree)).kind).toBe('tampered')
})

it.each(odd)('finds what a commondir names %s', async (_, said, name) => {
  const gitDir = join(repository.root, '.git', 'worktrees', 'tree')
  writeFileSync(join(gitDir, 'commondir'), `../../../../${said}`)
  expect(gitSays('--git-common-dir')).toBe(below(name))
  expect(await ownPlacesOf(tree)).toEqual({ gitDir, commonDir: below(name) })
  expect((await worktreeState(join(repository.root, '.git'), tree)).kind).toBe('tampered')
})

it('finds what a link to a .git file names', async () => {
  rmSync(join(tree, '.git'))
  writeFileSync(below('pointer'), 'gitdir: ../other\n')
  symlinkSync(below('pointer'), join(tree, '.git'))
  expect(gitSays('--git-dir')).toBe(below('other'))
  expect((await ownPlacesOf(tree))?.gitDir).toBe(below('other'))
})

it('tells of no place where git reads one that cannot be written as text', async () => {
  writeFileSync(join(tree, '.git'), Buffer.from('gitdir: ../oth\xffer\n', 'latin1'))
  await expect(ownPlacesOf(tree)).rejects.toThrow()
})
