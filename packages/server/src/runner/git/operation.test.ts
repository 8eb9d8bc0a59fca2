// What git is in the middle of, in a real repository that each of its operations stops in.
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { operationIn } from './operation.ts'
import { makeRepository, type TestRepository } from './test-repository.ts'

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n' })
  git('checkout', '-q', '-b', 'work')
  repository.write('a.txt', 'ours\n')
  repository.commit('ours')
  repository.write('a.txt', 'ours again\n')
  repository.commit('ours again')
  git('checkout', '-q', 'main')
  repository.write('a.txt', 'theirs\n')
  repository.commit('theirs')
  git('checkout', '-q', 'work')
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const read = () => operationIn(join(repository.root, '.git'))

it.each([
  ['merge', ['merge', 'main'], ['merge', '--abort']],
  ['rebase', ['rebase', '-q', 'main'], ['rebase', '--abort']],
  ['rebase', ['rebase', '-q', '--apply', 'main'], ['rebase', '--abort']],
  ['cherry-pick', ['cherry-pick', 'main'], ['cherry-pick', '--abort']],
  ['revert', ['revert', '--no-edit', 'HEAD~1'], ['revert', '--abort']],
] as const)('is a %s: %j', async (operation, begin, abort) => {
  expect(await read()).toBeNull()
  expect(() => git(...begin)).toThrow(begin[0])
  expect(await read()).toBe(operation)
  git(...abort)
  expect(await read()).toBeNull()
})

it('is a bisect, which waits for nobody’s files', async () => {
  git('bisect', 'start')
  expect(await read()).toBe('bisect')
  git('bisect', 'reset')
  expect(await read()).toBeNull()
})

it('is read in each worktree for itself', async () => {
  const path = join(repository.directory, 'tree')
  git('worktree', 'add', '-q', '--detach', path, 'work')
  expect(() => repository.plain(['merge', 'main'], path)).toThrow('merge')
  expect(await read()).toBeNull()
  expect(await operationIn(join(repository.root, '.git', 'worktrees', 'tree'))).toBe('merge')
})
