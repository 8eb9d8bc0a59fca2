// Tool servers that an agent was given and does without: told in its thread, once for each of its processes. Never in the words
// of its program, which may hold what is secret in them.
import { findItem } from '@a-parallel/contract/model'
import type { Fact, Instant, Item, ItemId, RunId, Signal, ThreadView } from '@a-parallel/shared'
import { recordItem } from './item.ts'

type Told = Extract<Signal, { type: 'tool-servers-told' }>

/** Only what is told as a turn begins: what is told in between a person has just changed, and sees. */
export function recordToolServers(
  view: ThreadView,
  items: ReadonlyMap<ItemId, Item>,
  { servers, partly }: Told,
  now: Instant,
): Fact[] {
  const { run } = view
  if (!run || partly) return []
  return servers.flatMap(({ name, status }) => {
    if (status !== 'failed' && status !== 'needs-sign-in') return []
    const id = noticeId(run.id, name)
    if (items.has(id) || findItem(view, id)) return []
    const told = { level: 'warning', code: 'tool-server-away', detail: '' } as const
    const item = { kind: 'notice', id, parentId: null, ...told, values: { name, status } } as const
    return recordItem(view, undefined, { type: 'item-completed', item }, now)
  })
}

const longestName = 150

function noticeId(runId: RunId, name: string): ItemId {
  return `tool-server:${runId}:${name.slice(0, longestName)}` as ItemId // Shorter than the schema allows.
}
