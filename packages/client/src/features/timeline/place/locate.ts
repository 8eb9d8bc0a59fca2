// Where an item is in a transcript, and what has to be opened for it to be seen. Pure.
import type { Row } from '../rows/row.ts'

export type ItemPlace = {
  /** The row, counted from the first. */
  index: number
  /** The keys of everything that is folded around it, and its own. */
  open: readonly string[]
}

/** Null where no row shows the item. */
export function locate(rows: readonly Row[], itemId: string): ItemPlace | null {
  for (const [index, row] of rows.entries()) {
    const open = foldsAround(row, itemId)
    if (open) return { index, open }
  }
  return null
}

function foldsAround(row: Row, itemId: string): string[] | null {
  // Before the key: a fold bears that of its first call.
  if (row.kind === 'calls')
    return row.calls.some(({ id }) => id === itemId) ? [`fold:${row.key}`, itemId] : null
  if (row.key === itemId) return [itemId]
  if (row.kind !== 'task') return null
  const inside = locate(row.rows, itemId)
  return inside && [row.key, ...inside.open]
}
