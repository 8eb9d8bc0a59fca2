// Keeps the identity of rows that did not change, so that drawing skips them. Pure.
import type { Row } from './row.ts'

/** `after`, with every row that equals its namesake in `before` replaced by that one. */
export function reuseRows(before: readonly Row[], after: readonly Row[]): readonly Row[] {
  const known = new Map(before.map((row) => [row.key, row]))
  let changed = before.length !== after.length
  const rows = after.map((row, index) => {
    const old = known.get(row.key)
    const kept = old ? keep(old, row) : row
    if (kept !== before[index]) changed = true
    return kept
  })
  return changed ? rows : before
}

function keep(old: Row, row: Row): Row {
  const nested =
    row.kind === 'task' && old.kind === 'task'
      ? { ...row, rows: reuseRows(old.rows, row.rows) }
      : row
  return sameRow(old, nested) ? old : nested
}

function sameRow(a: Row, b: Row): boolean {
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))]
  return left.length === right.size && left.every(([name, value]) => same(value, right.get(name)))
}

function same(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false
  return a.every((value, index) => Object.is(value, b[index]))
}
