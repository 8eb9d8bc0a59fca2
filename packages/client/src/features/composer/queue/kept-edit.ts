// The other words for a message that waits, while they are being written: kept in this browser, so that a reload or a
// closed tab loses nothing. One for each thread's queue, and one for the message that begins next.
import type { ThreadId, TurnId } from '@a-parallel/shared'
import { store, stored } from '../../../platform/browser.ts'

export type Edit = { id: TurnId; before: string; text: string }

export type EditPlace = 'queue' | 'next'

const name = (threadId: ThreadId, place: EditPlace) => `${place}-edit.${threadId}`

/** Forgets it where there is none, or where it says what the message says already. */
export function keepEdit(threadId: ThreadId, place: EditPlace, edit: Edit | null): void {
  const changed = edit !== null && edit.text !== edit.before
  store(name(threadId, place), changed ? JSON.stringify(edit) : undefined)
}

export function keptEdit(threadId: ThreadId, place: EditPlace): Edit | null {
  return revivedEdit(stored(name(threadId, place)))
}

export function revivedEdit(kept: string | undefined): Edit | null {
  try {
    const edit: unknown = JSON.parse(kept ?? 'null')
    if (typeof edit !== 'object' || edit === null) return null
    if (!('id' in edit && 'before' in edit && 'text' in edit)) return null
    const { id, before, text } = edit
    if (typeof id !== 'string' || typeof before !== 'string' || typeof text !== 'string')
      return null
    return { id: id as TurnId, before, text } // The id of a turn, as it was kept.
  } catch {
    // Written by something else.
    return null
  }
}
