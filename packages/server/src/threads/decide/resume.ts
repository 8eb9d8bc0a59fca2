// An interrupted, stopped or failed thread goes on.
import {
  heldTurns,
  lacksWorktree,
  lastBegun,
  Problem,
  threadStatus,
} from '@a-parallel/contract/model'
import type { Fact, Instant, ItemId, ThreadView, Turn, TurnId } from '@a-parallel/shared'
import { releaseAll } from './message.ts'
import { requestedAgain } from './worktree.ts'
import { tracesOf } from '../react/words.ts'

export function decideResume(view: ThreadView, turnId: TurnId, now: Instant): Fact[] {
  if (view.archived)
    throw new Problem('thread_archived', 'Restore the thread before you resume it.')
  const last = lastBegun(view)
  if (view.worktree && lacksWorktree(view)) {
    const again = requestedAgain(view.worktree)
    return last && lostItsPlace(last) ? [again, ...goOn(view, last, turnId, now)] : [again]
  }
  if (!last && heldTurns(view).length > 0) return releaseAll(view)
  if (!last || !['stopped', 'interrupted', 'failed'].includes(threadStatus(view))) {
    throw new Problem('nothing_to_resume', `The thread is ${threadStatus(view)}.`)
  }
  return [...goOn(view, last, turnId, now), ...parkedQueue(view, turnId)]
}

/** What a usage limit held goes on behind the turn that it ended. */
function parkedQueue(view: ThreadView, turnId: TurnId): Fact[] {
  const parked = heldTurns(view).filter((turn) => turn.parked)
  const [first] = parked
  if (!first) return []
  return [
    { type: 'turn.moved', data: { turnId, before: first.id } },
    ...parked.map(({ id }): Fact => ({ type: 'turn.released', data: { turnId: id } })),
  ]
}

const losses = new Set(['worktree_missing', 'worktree_tampered', 'branch_missing', 'branch_moved'])

/** Whether the turn ended because there was nowhere left to work. */
function lostItsPlace({ state, problem }: Turn): boolean {
  return state === 'failed' && losses.has(problem?.code ?? '')
}

/** A turn that was cut off is taken up where it was. */
export function goOn(view: ThreadView, last: Turn, turnId: TurnId, now: Instant): Fact[] {
  return [
    { type: 'turn.queued', data: { turnId, origin: 'resume', text: wordsToGoOn(view, last) } },
    {
      type: 'item.completed',
      data: {
        item: {
          kind: 'notice',
          id: `resumed:${turnId}` as ItemId, // Built of a parsed id.
          turnId,
          parentId: null,
          at: now,
          level: 'info',
          code: 'resumed',
          detail: '',
          values: {},
        },
      },
    },
  ]
}

/** A turn that left no trace is asked again. What else the agent must hear is told when the turn begins. */
function wordsToGoOn(view: ThreadView, last: Turn): string {
  return tracesOf(view, last).length === 0 ? last.text : 'Continue from where you left off.'
}
