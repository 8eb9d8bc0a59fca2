// What lies in the inbox, in its order, and what stands under a key press. Pure.
import { asksPerson } from '@a-parallel/contract/model'
import type { ThreadId, ThreadSummary } from '@a-parallel/shared'

export const inboxGroups = ['needs', 'results', 'failed'] as const
export type InboxGroup = (typeof inboxGroups)[number]

type Attention = NonNullable<ThreadSummary['attention']>

function groupOf({ kind }: Attention): InboxGroup {
  if (kind === 'finished') return 'results'
  return kind === 'failed' ? 'failed' : 'needs'
}

const sinceOf = ({ attention, since }: ThreadSummary) => attention?.since ?? since
const placeOf = ({ attention }: ThreadSummary) =>
  attention === null ? inboxGroups.length : inboxGroups.indexOf(groupOf(attention))

/** Who asks comes first, then what ended; within each, what came first. New ones go to a group's end. */
export function entriesOf(threads: readonly ThreadSummary[]): ThreadSummary[] {
  return threads
    .filter(({ attention }) => attention !== null)
    .toSorted(
      (a, b) =>
        placeOf(a) - placeOf(b) || sinceOf(a).localeCompare(sinceOf(b)) || a.id.localeCompare(b.id),
    )
}

export type InboxRow =
  | { kind: 'heading'; group: InboxGroup; count: number }
  | { kind: 'entry'; thread: ThreadSummary }

/**
 * The entries in their order with a heading over each group that has any. One that wants nothing any more, and is shown
 * only because the list is held still, stays in the group that it was in.
 */
export function rowsOf(entries: readonly ThreadSummary[]): InboxRow[] {
  let last: InboxGroup = 'needs'
  const groups = new Map<InboxGroup, ThreadSummary[]>(inboxGroups.map((group) => [group, []]))
  for (const thread of entries) {
    last = thread.attention === null ? last : groupOf(thread.attention)
    groups.get(last)?.push(thread)
  }
  return [...groups].flatMap(([group, members]): InboxRow[] => {
    if (members.length === 0) return []
    const count = members.filter(({ attention }) => attention !== null).length
    const rows = members.map((thread): InboxRow => ({ kind: 'entry', thread }))
    return [{ kind: 'heading', group, count }, ...rows]
  })
}

/** Where a person stands in the list: at what a thread wanted then, and at which place that was. */
export interface Place {
  id: ThreadId
  wants: string
  at: number
}

type Standing = Pick<ThreadSummary, 'id' | 'attention'>

const wantsOf = ({ attention }: Standing) =>
  attention && 'approvalId' in attention ? attention.approvalId : (attention?.kind ?? '')

/**
 * The place `step` places on; at the ends it stays. What was answered is left behind, also where its thread comes back
 * with something else: then it goes on from what stands in its place now.
 */
export function stepFrom(
  entries: readonly Standing[],
  from: Place | undefined,
  step: 1 | -1 | 0,
): Place | undefined {
  const known = entries.findIndex(
    (one) => one.id === from?.id && (one.attention === null || wantsOf(one) === from.wants),
  )
  const wanted = known >= 0 ? known + step : (from?.at ?? 0)
  return placeAt(entries, Math.min(Math.max(wanted, 0), entries.length - 1))
}

export function placeAt(entries: readonly Standing[], at: number): Place | undefined {
  const entry = entries[at]
  return entry && { id: entry.id, wants: wantsOf(entry), at }
}

type Wants = Pick<ThreadSummary, 'attention'>

/** Those that can be allowed or denied without being read one by one: permissions only. */
export const isPermission = ({ attention }: Wants): boolean => attention?.kind === 'permission'

/** Those that looking clears. */
export const isDoable = ({ attention }: Wants): boolean =>
  attention !== null && !asksPerson(attention)
