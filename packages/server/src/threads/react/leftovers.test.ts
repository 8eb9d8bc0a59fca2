// Deletions that a server began and did not end.
import { expect, it } from 'vitest'
import { id, runId } from '../scene.ts'
import { removeLeftovers } from './leftovers.ts'
import { tearDownRig } from './preparation/tear-down-rig.ts'

/** As the log tells of them: with a run that is over. */
function begun() {
  const rig = tearDownRig()
  const forgotten: string[] = []
  const threads = {
    leftovers: () => [{ runId, threadId: id(1) }],
    deletedAmong: () => (rig.played.view?.deleted ? [id(1)] : []),
    forgetRun: () => void forgotten.push(runId),
  }
  return { ...rig, forgotten, remove: () => removeLeftovers(rig.ports, threads) }
}

it('a thread that still holds ports or printed text is torn down before its worktree goes', async () => {
  const { played, said, end, forgotten, remove } = begun()
  await remove()
  expect([said, forgotten]).toEqual([[], []])
  played.play({ type: 'delete' })
  const removal = remove()
  await end('1-down0-0')
  // Whoever looks meanwhile leaves it to that.
  await remove()
  expect([said, forgotten]).toEqual([['kept', '1-down0-0', '1-down1-0'], []])
  await end('1-down1-0')
  await removal
  expect(said.slice(3, 7)).toEqual(['ended', 'released', 'removed', 'forgotten'])
  expect(forgotten).toEqual([runId])
})

it('the worktree stays under a tear-down that this server lets go of', async () => {
  const { played, said, end, forgotten, remove } = begun()
  played.play({ type: 'delete' })
  const removal = remove()
  await end('1-down0-0', { kind: 'detached' })
  await removal
  expect([said, forgotten]).toEqual([['kept', '1-down0-0'], []])
})
