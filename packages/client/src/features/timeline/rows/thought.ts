// How long the agent thought: a thought is logged when it is over, so it lasted since what came before it. Pure.
import type { Item, Turn } from '@a-parallel/shared'

/** Longer than this something else lay in between: a machine that slept, a server that was away. */
const longest = 30 * 60_000

/** Milliseconds by the thoughts' ids. */
export function thoughtsMs(items: readonly Item[], turns: readonly Turn[]): Map<string, number> {
  const starts = new Map<string, string | null>(turns.map(({ id, startedAt }) => [id, startedAt]))
  const ends = new Map<string | null, number>()
  const took = new Map<string, number>()
  for (const item of items) {
    const end = endOf(item, starts)
    const before = ends.get(item.parentId)
    if (item.kind === 'reasoning' && before !== undefined) {
      const ms = end - before
      if (ms >= 0 && ms < longest) took.set(item.id, ms)
    }
    ends.set(item.parentId, end)
    // A subagent begins with the call that sent it.
    if (item.kind === 'tool-call' && item.detail.kind === 'task')
      ends.set(item.id, Date.parse(item.at))
  }
  return took
}

function endOf(item: Item, starts: ReadonlyMap<string, string | null>): number {
  if (item.kind === 'user-message')
    return Date.parse((item.turnId && starts.get(item.turnId)) || item.at)
  const at = Date.parse(item.at)
  return item.kind === 'tool-call' ? at + (item.durationMs ?? 0) : at
}
