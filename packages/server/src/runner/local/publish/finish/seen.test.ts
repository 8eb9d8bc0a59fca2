// Going on with an update, or taking it back, as it was seen: whatever else is under way by then is left alone.
import type { BranchState, KeptId, OwnerId, ThreadId } from '@a-parallel/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openCheckout } from '../../../git/changes/checkout.ts'
import { openContents } from '../../../git/changes/content.ts'
import { listChanged } from '../../../git/changes/list.ts'
import { makeRepository, type TestRepository } from '../../../git/test-repository.ts'
import type { FinishWish } from '../../../publish-port.ts'
import { publishIn } from '../publish-rig.ts'

const threadId = '00000000-0000-4000-8000-000000000001' as ThreadId // Of the right shape.
const owner = 'local' as OwnerId // Likewise.

let repository: TestRepository
beforeEach(() => {
  repository = makeRepository({ 'a.txt': 'one\n', 'b.txt': 'one\n' })
  git('checkout', '-q', '-b', 'work')
  for (const content of ['ours\n', 'ours again\n']) {
    repository.write('a.txt', content)
    repository.commit('ours')
  }
  git('checkout', '-q', 'main')
  repository.write('a.txt', 'theirs\n')
  repository.commit('theirs')
  git('checkout', '-q', 'work')
})
afterEach(() => repository.remove())

const git = (...args: string[]) => repository.plain(args)
const begin = (...args: string[]) => expect(() => git(...args)).toThrow(args[0])
const solve = (content: string) => {
  repository.write('a.txt', content)
  git('add', 'a.txt')
}
async function state(): Promise<BranchState> {
  const checkout = await openCheckout(repository.git, { path: repository.root })
  const ask = { base: null, between: { scope: 'uncommitted' }, most: 10 } as const
  return (
    await listChanged(
      checkout,
      openContents(() => Date.now()),
      ask,
    )
  ).state
}
const seenIn = ({ stamp, head, versions }: BranchState) => ({
  stamp: stamp ?? 'none',
  head,
  staged: versions.staged,
})
function finish(action: FinishWish['action'], seen: FinishWish['seen']) {
  const publish = publishIn(repository, () => Promise.resolve(true))
  const at = { repository: repository.root, path: repository.root, threadId, ownsCheckout: false }
  const id = crypto.randomUUID() as KeptId // A UUID.
  return publish.finish({ ...at, id, owner, action, seen })
}

it.each(['merge', 'rebase'] as const)('goes on with a %s that was seen', async (how) => {
  begin(how, '-q', 'main')
  solve('both\n')
  const { kind } = await finish('continue', seenIn(await state()))
  expect(kind).toBe(how === 'merge' ? 'updated' : 'conflicts')
})

it.each([
  ['merge', ['merge', '-q', 'main']],
  ['rebase', ['rebase', '-q', 'main']],
  ['cherry-pick', ['cherry-pick', 'main']],
  ['revert', ['revert', '--no-edit', 'work~1']],
] as const)('takes a %s back that was seen', async (_, args) => {
  const head = git('rev-parse', 'HEAD')
  begin(...args)
  await finish('abort', seenIn(await state()))
  expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([head, ''])
})

it.each([
  [
    ['merge', '-q', 'main'],
    ['merge', '-q', 'main'],
  ],
  [
    ['rebase', '-q', 'main'],
    ['rebase', '-q', 'main'],
  ],
  [
    ['cherry-pick', 'main'],
    ['cherry-pick', 'main'],
  ],
  [
    ['merge', '-q', 'main'],
    ['cherry-pick', 'main'],
  ],
] as const)('leaves another one alone: %j, and then %j', async (one, other) => {
  begin(...one)
  const seen = seenIn(await state())
  git(one[0], '--abort')
  begin(...other)
  repository.write('a.txt', 'half solved\n')
  for (const action of ['abort', 'continue'] as const) {
    await expect(finish(action, seen)).rejects.toMatchObject({
      code: 'changed_meanwhile',
      values: { reason: 'other-operation' },
    })
  }
  expect((await state()).operation).toBe(other[0])
})

it('says so where nothing is under way any more', async () => {
  begin('merge', '-q', 'main')
  const seen = seenIn(await state())
  git('merge', '--abort')
  for (const action of ['abort', 'continue'] as const)
    await expect(finish(action, seen)).rejects.toMatchObject({ code: 'nothing_under_way' })
})

it('leaves a rebase alone that somebody went on with', async () => {
  begin('rebase', '-q', 'main')
  const seen = seenIn(await state())
  solve('both\n')
  begin('-c', 'core.editor=true', 'rebase', '--continue')
  await expect(finish('abort', seen)).rejects.toMatchObject({ code: 'head_moved' })
  expect((await state()).operation).toBe('rebase')
})

it('commits nothing that was staged since, and takes it back all the same', async () => {
  begin('merge', '-q', 'main')
  solve('both\n')
  const seen = seenIn(await state())
  solve('something else\n')
  await expect(finish('continue', seen)).rejects.toMatchObject({
    code: 'changed_meanwhile',
    values: { reason: 'other-staged' },
  })
  expect((await state()).operation).toBe('merge')
  const { stamp, head } = seen
  expect(await finish('abort', { stamp, head })).toMatchObject({ kind: 'aborted' })
})
