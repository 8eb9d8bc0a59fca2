// Whose the commits are that a push met: with real git, of a branch that was pushed and then rewritten here.
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makeRepository, type TestRepository } from '../../test-repository.ts'
import { push } from './push.ts'

const threadId = '00000000-0000-4000-8000-000000000001'

let repository: TestRepository
const plain = (...args: string[]) => repository.plain(args)
beforeEach(() => {
  repository = makeRepository()
  const bare = join(repository.directory, 'bare.git')
  plain('init', '-q', '--bare', '-b', 'main', bare)
  plain('remote', 'add', 'origin', bare)
  plain('checkout', '-q', '-b', 'work')
  commit('one')
  commit('two')
  plain('push', '-q', '-u', 'origin', 'work')
})
afterEach(() => repository.remove())

function commit(name: string): void {
  repository.write(`${name}.txt`, `${name}\n`)
  repository.commit(name)
}

/** Somebody else commits on top of what lies there, and pushes. */
function elsewhere(name: string, ...more: string[]): void {
  const other = join(repository.directory, 'other')
  plain('clone', '-q', '-b', 'work', join(repository.directory, 'bare.git'), other)
  repository.plain(['commit', '-q', '--allow-empty', '-m', name, ...more], other)
  repository.plain(['push', '-q', '--force', 'origin', 'work'], other)
}

/** The base goes on, and the branch is moved onto it. */
function rebase(): void {
  plain('checkout', '-q', 'main')
  commit('base')
  plain('checkout', '-q', 'work')
  plain('rebase', '-q', 'main')
}

async function met() {
  const outcome = await push(repository.git, {
    path: repository.root,
    trusted: true,
    over: null,
    threadId,
  })
  return outcome.kind === 'refused' ? [outcome.there?.ahead, outcome.there?.theirs] : outcome.kind
}

/** The branch is there without its log, as where a thread came back. */
function madeAgain(): void {
  const head = plain('rev-parse', 'HEAD')
  plain('checkout', '-q', '--detach')
  plain('branch', '-q', '-D', 'work')
  plain('checkout', '-q', '-b', 'work', head)
}

it.each<[name: string, ahead: number, theirs: number, arrange: () => void]>([
  ['that was amended', 1, 0, () => plain('commit', '-q', '--amend', '-m', 'two, better')],
  ['that was rebased', 2, 0, rebase],
  ['some of which was dropped', 1, 0, () => plain('reset', '-q', '--hard', 'HEAD~1')],
  [
    'whose commits became one',
    2,
    0,
    () => {
      plain('reset', '-q', '--soft', 'HEAD~2')
      plain('commit', '-q', '-m', 'one and two')
    },
  ],
  [
    'that goes on, and somebody else there too',
    1,
    1,
    () => {
      elsewhere('theirs')
      commit('three')
    },
  ],
  [
    'that was rebased, with somebody else’s on top there',
    3,
    1,
    () => {
      elsewhere('theirs')
      rebase()
    },
  ],
  [
    'that was amended, and by somebody else there too',
    1,
    1,
    () => {
      elsewhere('two, otherwise', '--amend')
      plain('commit', '-q', '--amend', '-m', 'two, better')
      commit('three')
      plain('reset', '-q', '--soft', 'HEAD~2')
      plain('commit', '-q', '-m', 'two and three')
    },
  ],
  [
    'that holds what was pushed there as a commit of its own',
    1,
    0,
    () => {
      const other = join(repository.directory, 'other')
      plain('clone', '-q', '-b', 'work', join(repository.directory, 'bare.git'), other)
      repository.plain(['commit', '-q', '--amend', '-m', 'reworded there'], other)
      repository.plain(['push', '-q', '--force', 'origin', 'work'], other)
      commit('three')
    },
  ],
  [
    'that took theirs in and dropped it again',
    1,
    0,
    () => {
      elsewhere('theirs')
      plain('pull', '-q', '--ff-only')
      plain('reset', '-q', '--hard', 'HEAD~1')
    },
  ],
  [
    'that was made again, and kept nothing of what it was',
    1,
    1,
    () => {
      repository.write('two.txt', 'two, better\n')
      plain('commit', '-q', '-a', '--amend', '-m', 'two, better')
      madeAgain()
    },
  ],
  [
    'that was made again, and is kept as it was',
    1,
    0,
    () => {
      plain('update-ref', `refs/a-parallel/keep/${threadId}/x`, 'HEAD')
      repository.write('two.txt', 'two, better\n')
      plain('commit', '-q', '-a', '--amend', '-m', 'two, better')
      madeAgain()
    },
  ],
])('of a branch %s, %i are there and not here, %i of them somebody else’s', async (_, ...rest) => {
  const [ahead, theirs, arrange] = rest
  arrange()
  expect(await met()).toEqual([ahead, theirs])
})
