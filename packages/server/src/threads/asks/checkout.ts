// Where a thread's files lie and what they are compared with, for whoever looks at what changed in them.
import { checkpointAfter, checkpointBefore, Problem } from '@a-parallel/contract/model'
import type { Actor, ThreadId, TurnId } from '@a-parallel/shared'
import type { ReviewAsk } from '../../runner/port.ts'
import { checkoutOf } from '../react/checkpoints.ts'
import type { Views } from '../views.ts'

export function checkoutAsks({ views }: { views: Views }) {
  return {
    /** Throws `worktree_missing` while there is none. */
    checkout(actor: Actor, id: ThreadId): ReviewAsk {
      const view = views.own(actor, id)
      const checkout = checkoutOf(view)
      if (checkout === null)
        throw new Problem('worktree_missing', 'The thread has no files now. Resume it first.')
      const { worktree, mode } = view
      const base =
        mode === 'worktree' && worktree ? { name: worktree.base, began: worktree.commit } : null
      return { ...checkout, base }
    },
    /** The commits that hold the files before and behind a turn. Throws `checkpoint_missing` where they were not kept. */
    turnFiles(actor: Actor, id: ThreadId, turnId: TurnId): { before: string; after: string } {
      const view = views.own(actor, id)
      if (!view.turns.some((turn) => turn.id === turnId)) throw new Problem('turn_not_found')
      const before = checkpointBefore(view, turnId)?.commit
      const after = checkpointAfter(view, turnId)?.commit
      if (!before || !after) throw new Problem('checkpoint_missing')
      return { before, after }
    },
  }
}
