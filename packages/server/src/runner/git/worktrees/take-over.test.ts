// Worktrees of a real repository that was moved, tied to it again; and what is no such repository.
import { mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { takeOverWorktrees } from './take-over.ts'

let repository: TestRepository
let moved: string
let threads: { path: string; commit: string }[]
beforeEach(() => {
  repository = makeRepository()
  moved = join(repository.directory, 'moved')
  threads = ['one', 'two'].map((name) => {
    const path = join(repository.directory, name)
    repository.plain(['worktree', 'add', '-q', '-b', name, path])
    return { path, commit: repository.plain(['rev-parse', 'HEAD'], path) }
  })
})
afterEach(() => repository.remove())

const branchIn = (path: string) => repository.plain(['symbolic-ref', '--short', 'HEAD'], path)
const takeOver = (place: string, worktrees = threads) =>
  takeOverWorktrees(repository.git, place, worktrees)

it('ties all of them to where their repository is now', async () => {
  renameSync(repository.root, moved)
  expect(() => branchIn(threads[0]!.path)).toThrow('not a git repository')
  expect(await takeOver(moved)).toEqual({ kind: 'taken-over' })
  expect(threads.map(({ path }) => branchIn(path))).toEqual(['one', 'two'])
})

it('does so while folders of some are gone, and where there are none', async () => {
  renameSync(repository.root, moved)
  renameSync(threads[0]!.path, join(repository.directory, 'away'))
  expect(await takeOver(moved)).toEqual({ kind: 'taken-over' })
  expect(branchIn(threads[1]!.path)).toBe('two')
  expect(await takeOver(moved, [])).toEqual({ kind: 'taken-over' })
})

it('leaves them tied as they are where it is a clone, or another repository', async () => {
  repository.plain(['clone', '-q', repository.root, moved])
  expect(await takeOver(moved)).toMatchObject({
    kind: 'differs',
    detail: expect.stringContaining('lists none'),
  })
  const other = join(repository.directory, 'other')
  mkdirSync(other)
  repository.plain(['init', '-q'], other)
  expect(await takeOver(other)).toMatchObject({
    kind: 'differs',
    detail: expect.stringContaining('none of the commits'),
  })
  expect(threads.map(({ path }) => branchIn(path))).toEqual(['one', 'two'])
  expect(repository.plain(['worktree', 'list']).split('\n')).toHaveLength(3)
})
