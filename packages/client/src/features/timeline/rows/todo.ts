// The agent's todo list as it stands now. Pure.
import type { Item, TodoEntry } from '@a-parallel/shared'

export type TodoState = { entries: readonly TodoEntry[]; done: number; now: string | null }

/** The latest list, or null when there is none or nothing of it is left to do. */
export function todoOf(items: readonly Item[], atWork: boolean): TodoState | null {
  const item = items.findLast((known) => known.kind === 'tool-call' && known.detail.kind === 'todo')
  if (item?.kind !== 'tool-call' || item.detail.kind !== 'todo') return null
  const { entries } = item.detail
  const done = entries.filter((entry) => entry.state === 'completed').length
  if (entries.length === 0 || (done === entries.length && !atWork)) return null
  const now = entries.find((entry) => entry.state === 'running')?.text ?? null
  return { entries, done, now }
}
