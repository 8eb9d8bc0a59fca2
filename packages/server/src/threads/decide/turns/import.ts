// A thread begins with the conversation of a session.
import { Problem } from '@a-parallel/contract/model'
import type { Fact, ThreadView } from '@a-parallel/shared'
import type { ImportThread } from '../../command.ts'

export function decideImport(view: ThreadView | null, command: ImportThread): Fact[] {
  const { created, worktree, begun, items } = command
  if (view) {
    const same = view.imported?.sessionId === begun.imported.sessionId
    if (same && !view.deleted) return []
    throw new Problem('id_taken', 'Another thread has this id. Send the request with a new one.')
  }
  return [
    { type: 'thread.created', data: created },
    { type: 'import.begun', data: begun },
    ...items.map((item): Fact => ({ type: 'item.completed', data: { item } })),
    ...(worktree ? [{ type: 'worktree.requested' as const, data: worktree }] : []),
  ]
}
