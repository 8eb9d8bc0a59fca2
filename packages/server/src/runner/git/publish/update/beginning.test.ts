// What is under way, told from another of the same kind, in a real repository.
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { readBeginning } from './beginning.ts'

let repository: TestRepository
let theirs: string
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n' })
  git('checkout', '-q', '-b', 'work')
  repository.write('a.txt', 'ours\n')
  repository.commit('ours')
  git('checkout', '-q', 'main')
  repository.write('a.txt', 'theirs\n')
  theirs = repository.commit('theirs')
  git('checkout', '-q', 'work')
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const begin = (...args: string[]) => expect(() => git(...args)).toThrow(args[0])
const read = (operation: Parameters<typeof readBeginning>[1]) =>
  readBeginning(join(repository.root, '.git'), operation)

it('is nothing before it begins, and of no other kind', async () => {
  expect([await read(null), await read('merge'), await read('rebase')]).toEqual([null, null, null])
  begin('cherry-pick', 'main')
  expect(await read('cherry-pick')).toBeNull()
})

it.each([
  ['merge', ['merge', 'main']],
  ['rebase', ['rebase', '-q', 'main']],
  ['rebase', ['rebase', '-q', '--apply', 'main']],
] as const)('names the commit that a %s takes in, and is no other one: %j', async (kind, args) => {
  begin(...args)
  const first = await read(kind)
  expect(first?.commit).toBe(theirs)
  // Solving a part of it is no other beginning.
  repository.write('a.txt', 'both\n')
  git('add', 'a.txt')
  expect(await read(kind)).toEqual(first)
  git(kind, '--abort')
  expect(await read(kind)).toBeNull()
  begin(...args)
  const second = await read(kind)
  expect(second?.commit).toBe(theirs)
  expect(second?.stamp).not.toBe(first?.stamp)
})
