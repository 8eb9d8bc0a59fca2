// The text that agents are producing right now, so that whoever subscribes gets it from its beginning.
// Memory only: after a crash the journal gives it back.
import type { Delta, ItemId, OpenItem, ThreadId } from '@a-parallel/shared'

interface Pieces extends Omit<OpenItem, 'text'> {
  pieces: string[]
  length: number
}

export interface OpenTexts {
  /** Adds a piece; one that came before (a journal read again) is left out. True when it was new. */
  add(threadId: ThreadId, delta: Delta): boolean
  of(threadId: ThreadId): OpenItem[]
  close(threadId: ThreadId, itemId: ItemId): void
  clear(threadId: ThreadId): void
}

export function openTexts(): OpenTexts {
  const threads = new Map<ThreadId, Map<ItemId, Pieces>>()
  const of = (threadId: ThreadId) => [...(threads.get(threadId)?.values() ?? [])].map(whole)
  return {
    add(threadId, delta) {
      const items = threads.get(threadId) ?? new Map<ItemId, Pieces>()
      threads.set(threadId, items)
      const open = items.get(delta.itemId) ?? begin(items, delta)
      if (delta.offset < open.length) return false
      open.pieces.push(delta.text)
      open.length += delta.text.length
      return true
    },
    of,
    close(threadId, itemId) {
      threads.get(threadId)?.delete(itemId)
    },
    clear(threadId) {
      threads.delete(threadId)
    },
  }
}

function begin(items: Map<ItemId, Pieces>, delta: Delta): Pieces {
  const { itemId, kind, turnId, parentId } = delta
  const open = { id: itemId, kind, turnId, parentId, pieces: [], length: 0 }
  items.set(itemId, open)
  return open
}

function whole({ pieces, length, ...item }: Pieces): OpenItem {
  void length
  return { ...item, text: pieces.join('') }
}
