// The end of what running calls have printed, for whoever comes to look. Memory only: the files give it back.
import type { ItemId, Printed, ThreadId } from '@a-parallel/shared'

export interface PrintedTexts {
  keep(threadId: ThreadId, printed: Printed): void
  of(threadId: ThreadId): Printed[]
  close(threadId: ThreadId, itemId: ItemId): void
  clear(threadId: ThreadId): void
}

export function printedTexts(): PrintedTexts {
  const threads = new Map<ThreadId, Map<ItemId, Printed>>()
  return {
    keep(threadId, printed) {
      const calls = threads.get(threadId) ?? new Map<ItemId, Printed>()
      threads.set(threadId, calls.set(printed.itemId, printed))
    },
    of: (threadId) => [...(threads.get(threadId)?.values() ?? [])],
    close: (threadId, itemId) => void threads.get(threadId)?.delete(itemId),
    clear: (threadId) => void threads.delete(threadId),
  }
}
