// A thread in a component: followed over the socket while mounted, read through a selector.
import type { ThreadId } from '@a-parallel/shared'
import { useEffect } from 'react'
import { hub } from './live.ts'
import type { ThreadState } from './thread-state.ts'
import { useSelected, type Equal } from './use-selected.ts'

/**
 * Follows a thread and gives the selected part of its state. Threads looked at lately are `ready` at once, with what was
 * last known, and catch up. `select` should be stable (declared outside, or memoised).
 */
export function useThread<T>(
  threadId: ThreadId,
  select: (state: ThreadState) => T,
  equal?: Equal<T>,
): T {
  useEffect(() => hub.hold(threadId), [threadId])
  return useSelected(hub.thread(threadId), select, equal)
}
