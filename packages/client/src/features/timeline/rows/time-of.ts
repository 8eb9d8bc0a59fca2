// When what a row shows was said. Pure.
import type { Row } from './row.ts'

/** Milliseconds since 1970; undefined where a row has no time of its own, or not yet. */
export function timeOf(row: Row): number | undefined {
  if (row.kind === 'call' || row.kind === 'task') return Date.parse(row.call.at)
  if (row.kind === 'calls') return Date.parse(row.calls[0]?.at ?? '')
  if ('turn' in row || row.kind === 'day') return undefined
  if (row.kind === 'preparation')
    return row.preparation ? Date.parse(row.preparation.at) : undefined
  return row.item ? Date.parse(row.item.at) : undefined
}
