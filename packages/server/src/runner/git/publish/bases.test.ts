// What the name of a base stands for, in a real repository.
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { commitOf, findBase } from './bases.ts'
import { openPlace } from './place.ts'

let repository: TestRepository
let first: string
let second: string
beforeEach(() => {
  repository = makeRepository()
  first = git('rev-parse', 'HEAD')
  git('commit', '-q', '--allow-empty', '-m', 'second')
  second = git('rev-parse', 'HEAD')
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const run = () => openPlace(repository.git, { path: repository.root, trusted: false })
const find = async (name: string) => findBase(await run(), name)

it('is a branch here, before a tag and a branch elsewhere of the same name', async () => {
  git('tag', 'main', first)
  git('update-ref', 'refs/remotes/main', first)
  expect(await find('main')).toEqual({ commit: second, local: 'main', fetched: null })
})

it('is a branch that was fetched, with the one here that follows it', async () => {
  git('update-ref', 'refs/remotes/origin/team/next', first)
  const fetched = { remote: 'origin', branch: 'team/next' }
  expect(await find('origin/team/next')).toEqual({ commit: first, local: null, fetched })
  git('branch', 'team/next', second)
  expect(await find('origin/team/next')).toEqual({ commit: first, local: 'team/next', fetched })
})

it('is any commit by its tag or its name, which nothing can be merged into', async () => {
  git('tag', '-a', '-m', 'one', 'v1', first)
  const commit = { commit: first, local: null, fetched: null }
  expect([await find('v1'), await find(first)]).toEqual([commit, commit])
})

it('is nothing where there is no such commit', async () => {
  git('tag', 'tree', 'HEAD^{tree}')
  for (const name of ['nowhere', 'tree', 'origin/main', '1'.repeat(40)])
    expect(await find(name)).toBeNull()
  expect(await commitOf(await run(), 'HEAD~1')).toBe(first)
  expect(await commitOf(await run(), 'HEAD~9')).toBeNull()
})
