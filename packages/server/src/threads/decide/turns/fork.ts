// A thread begins as a copy of another one.
import { Problem } from '@a-parallel/contract/model'
import type { Fact, ThreadView } from '@a-parallel/shared'
import type { ForkThread } from '../../command.ts'

export function decideFork(view: ThreadView | null, command: ForkThread): Fact[] {
  const { created, worktree, begun } = command
  if (view) {
    const { origin } = view
    const same = origin?.threadId === begun.origin.threadId && origin.turnId === begun.origin.turnId
    if (same && !view.deleted) return []
    throw new Problem('id_taken', 'Another thread has this id. Send the request with a new one.')
  }
  return [
    { type: 'thread.created', data: created },
    { type: 'fork.begun', data: begun },
    { type: 'worktree.requested', data: worktree },
  ]
}
