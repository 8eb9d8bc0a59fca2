// The other words for a message that waits, while they are being written: kept in this browser, so that a reload or a
// closed tab loses nothing. One for each thread's queue, and one for the message that begins next.
import type { ThreadId, Turn, TurnId } from '@a-parallel/shared'
import { store, stored } from '../../../platform/browser.ts'

export type Edit = {
  id: TurnId
  before: string
  text: string
  /** The images that it is not to carry any more. */
  without: readonly string[]
}

/** A message as it is, before anything of it is changed. */
export const editOf = ({ id, text }: Pick<Turn, 'id' | 'text'>): Edit => ({
  id,
  before: text,
  text,
  without: [],
})

export type EditPlace = 'queue' | 'next'

const name = (threadId: ThreadId, place: EditPlace) => `${place}-edit.${threadId}`

/** Forgets it where there is none, or where it says what the message says already. */
export function keepEdit(threadId: ThreadId, place: EditPlace, edit: Edit | null): void {
  const changed = edit !== null && (edit.text !== edit.before || edit.without.length > 0)
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
    const known: unknown = 'without' in edit ? edit.without : []
    const without = Array.isArray(known) ? known.filter((one) => typeof one === 'string') : []
    return { id: id as TurnId, before, text, without } // The id of a turn, as it was kept.
  } catch {
    // Written by something else.
    return null
  }
}
