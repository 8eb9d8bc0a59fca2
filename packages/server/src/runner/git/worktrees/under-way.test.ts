// Branches that git is in the middle of something with, in real checkouts whose HEAD is on none.
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../test-repository.ts'
import { isUnderWay, underWayAt } from './under-way.ts'

let repository: TestRepository
let path: string
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n' })
  path = join(repository.directory, 'tree')
  git('worktree', 'add', '-q', '-b', 'team/work', path)
  repository.write('a.txt', 'theirs\n')
  repository.commit('theirs')
  there('rm', '-q', 'a.txt')
  there('commit', '-q', '-m', 'ours')
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const there = (...args: string[]) => repository.plain(args, path)
const underWay = (branch: string) => isUnderWay(join(repository.root, '.git'), branch)

it.each([['--merge'], ['--apply']])(
  'is one that is rebased with %s, until that ends',
  async (how) => {
    expect(await underWay('team/work')).toBe(false)
    expect(() => there('rebase', '-q', how, 'main')).toThrow('rebase')
    expect(there('branch', '--show-current')).toBe('')
    expect(await underWayAt(join(repository.root, '.git'), 'team/work')).toEqual([path])
    expect(await Promise.all(['team/work', 'work', 'main'].map(underWay))).toEqual([
      true,
      false,
      false,
    ])
    there('rebase', '--abort')
    expect(await underWay('team/work')).toBe(false)
  },
)

it('is one that a rebase of another takes along', async () => {
  there('branch', 'below')
  there('commit', '-q', '--allow-empty', '-m', 'more')
  expect(() => there('rebase', '-q', '--update-refs', 'main')).toThrow('rebase')
  expect(await Promise.all(['below', 'team/work', 'main'].map(underWay))).toEqual([
    true,
    true,
    false,
  ])
  there('rebase', '--abort')
  expect(await underWay('below')).toBe(false)
})

it('is one that is searched by halves, in the project’s own checkout too', async () => {
  git('bisect', 'start', 'HEAD', 'HEAD~1')
  expect([await underWay('main'), await underWay('team/work')]).toEqual([true, false])
  expect(await underWayAt(join(repository.root, '.git'), 'main')).toEqual([repository.root])
  git('bisect', 'reset')
  expect(await underWay('main')).toBe(false)
})
