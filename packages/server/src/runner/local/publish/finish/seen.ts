// Whether what is under way is what a person saw when they decided to go on with it, or to take it back.
import { Problem } from '@a-parallel/contract/model'
import type { Git } from '../../../git/core.ts'
import { isSeen, look } from '../../../git/publish/commit/seen.ts'
import { openPlace } from '../../../git/publish/place.ts'
import { readStanding } from '../../../git/publish/standing.ts'
import { stampOf } from '../../../git/publish/update/beginning.ts'
import type { FinishSeen } from '../../../publish-port.ts'
import { nothingUnderWay } from '../abort.ts'
import { headMoved, type PublishAsk } from '../open.ts'

/** @throws Problem `nothing_under_way`, `head_moved`, and `changed_meanwhile` with a `reason`. */
export async function refuseUnseen(git: Git, ask: PublishAsk, seen: FinishSeen): Promise<void> {
  const { gitDir, operation, head } = await readStanding(await openPlace(git, ask))
  const stamp = await stampOf(gitDir, operation)
  if (stamp === null) throw nothingUnderWay()
  if (stamp !== seen.stamp)
    throw new Problem(
      'changed_meanwhile',
      'What you saw has ended, and something else is under way here by now. Look at it first.',
      { reason: 'other-operation' },
    )
  if (head !== seen.head) throw headMoved(head)
  if (seen.staged === undefined) return
  const now = { head, all: false, seen: seen.staged }
  if (isSeen(await look(git, ask), now)) return
  throw new Problem(
    'changed_meanwhile',
    'Somebody staged something here since what you saw, so nothing was committed. Look at it, and go on again.',
    { reason: 'other-staged' },
  )
}
