// Which notices are due: who asks is told of at once and, if nobody has answered by then, once more ten minutes later;
// what ended is gathered for ten seconds. The browser's own notices and pushes go by it. Pure: time is handed in.
import type { ThreadId } from '../../nouns/ids.ts'
import type { Settings } from '../../nouns/settings/settings.ts'
import type { ThreadSummary } from '../../nouns/thread.ts'
import { asksPerson } from './attention.ts'

export const nagMs = 10 * 60_000
export const gatherMs = 10_000

export type Notice =
  | { kind: 'asks'; thread: ThreadSummary; again: boolean }
  | { kind: 'ended'; threads: readonly ThreadSummary[] }

/** What is known of each thread that wants something, and what is still to be told. */
export interface Known {
  wants: ReadonlyMap<ThreadId, string>
  nags: ReadonlyMap<ThreadId, number>
  ended: ReadonlySet<ThreadId>
  /** When what has ended is told of. */
  dueAt: number | null
}

export interface Heard {
  known: Known
  notices: Notice[]
  /** When to ask again at the latest, if nothing changes before. */
  next: number | null
}

type Kinds = Settings['notifications']

/** Who has just begun to look tells of nothing that was there before. */
export function knownAtFirst(threads: readonly ThreadSummary[]): Known {
  return { wants: wantsOf(threads), nags: new Map(), ended: new Set(), dueAt: null }
}

/** `threads` may leave out those that want nothing. */
export function hear(
  before: Known,
  threads: readonly ThreadSummary[],
  kinds: Kinds,
  now: number,
): Heard {
  const notices: Notice[] = []
  const wants = wantsOf(threads)
  const nags = new Map<ThreadId, number>()
  const ended = new Set<ThreadId>()
  for (const thread of threads) {
    const { id, attention, muted } = thread
    if (attention === null || muted) continue
    const fresh = before.wants.get(id) !== wants.get(id)
    if (asksPerson(attention)) {
      if (!kinds.needs) continue
      if (fresh) {
        notices.push({ kind: 'asks', thread, again: false })
        nags.set(id, now + nagMs)
        continue
      }
      const nagAt = before.nags.get(id)
      if (nagAt === undefined) continue
      if (now >= nagAt) notices.push({ kind: 'asks', thread, again: true })
      else nags.set(id, nagAt)
    } else if (kinds[attention.kind] && (fresh || before.ended.has(id))) ended.add(id)
  }
  const dueAt = ended.size === 0 ? null : (before.dueAt ?? now + gatherMs)
  if (dueAt !== null && now >= dueAt) {
    notices.push({ kind: 'ended', threads: threads.filter(({ id }) => ended.has(id)) })
    return { known: { wants, nags, ended: new Set(), dueAt: null }, notices, next: first(nags) }
  }
  return { known: { wants, nags, ended, dueAt }, notices, next: first(nags, dueAt) }
}

function wantsOf(threads: readonly ThreadSummary[]): Map<ThreadId, string> {
  const wants = new Map<ThreadId, string>()
  for (const thread of threads) {
    const want = wantOf(thread)
    if (want !== null) wants.set(thread.id, want)
  }
  return wants
}

/** What a thread wants, as one value: the same as long as it is the same request, or the same news. */
export function wantOf({ attention }: ThreadSummary): string | null {
  if (attention === null) return null
  return `${attention.kind} ${whichOf(attention)}`
}

/** Tells one want of a kind from another. */
function whichOf(attention: NonNullable<ThreadSummary['attention']>): string | number {
  if ('approvalId' in attention) return attention.approvalId
  return 'seq' in attention ? attention.seq : attention.since
}

function first(nags: ReadonlyMap<ThreadId, number>, dueAt: number | null = null): number | null {
  const times = [...nags.values(), ...(dueAt === null ? [] : [dueAt])]
  return times.length === 0 ? null : Math.min(...times)
}
