// Whose changes an address leads to. Pure.
import type { ThreadId } from '@a-parallel/shared'

export type WantedChanges = {
  threadId: ThreadId
  /** As they stand in the address. */
  scope: string | undefined
  file: string | undefined
}

/** Null: it leads to something else. */
export function changesWanted({
  pathname,
  search,
}: Pick<Location, 'pathname' | 'search'>): WantedChanges | null {
  const threadId = /^\/t\/([0-9a-f-]{36})$/i.exec(pathname)?.[1]
  const asked = new URLSearchParams(search)
  if (threadId === undefined || asked.get('panel') !== 'review') return null
  return {
    threadId: threadId as ThreadId, // What is none the server refuses.
    scope: asked.get('scope') ?? undefined,
    file: asked.get('file') ?? undefined,
  }
}
