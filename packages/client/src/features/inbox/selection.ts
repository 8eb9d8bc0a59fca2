// Which entries are selected, each for what it wanted when it was. One that has come to want something else is selected
// no longer: nobody has read that. Pure.
import type { ThreadId, ThreadSummary } from '@a-parallel/shared'

type Entry = Pick<ThreadSummary, 'id' | 'attention'>

/** By thread, what it wanted. */
export type Selection = ReadonlyMap<ThreadId, string>

export const noSelection: Selection = new Map()

/** What an entry wants, other for every request and every result; null if nothing. */
export function wishOf({ attention }: Pick<Entry, 'attention'>): string | null {
  if (attention === null) return null
  return 'approvalId' in attention ? attention.approvalId : `${attention.kind} ${attention.since}`
}

export function isSelected(selection: Selection, entry: Entry): boolean {
  const wish = selection.get(entry.id)
  return wish !== undefined && wish === wishOf(entry)
}

/** The selection with an entry taken in for what it wants now, or taken out. */
export function toggled(selection: Selection, entry: Entry): Selection {
  const after = new Map(selection)
  const wish = wishOf(entry)
  if (isSelected(selection, entry) || wish === null) after.delete(entry.id)
  else after.set(entry.id, wish)
  return after
}
