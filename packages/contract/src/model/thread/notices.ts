// Which notices are due: who asks is told of at once and, if nobody has answered by then, once more ten minutes later;
// what ended is gathered for ten seconds; in quiet hours all waits for their end. The browser's own notices and pushes go by it. Pure: time is handed in.
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

/**
 * `threads` may leave out those that want nothing. `quietMs`: for so long nothing is told; what is still wanted then is told
 * of then.
 */
export function hear(
  before: Known,
  threads: readonly ThreadSummary[],
  kinds: Kinds,
  now: number,
  quietMs = 0,
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
      const nagAt = before.nags.get(id)
      if (!fresh && nagAt === undefined) continue
      if (quietMs > 0) nags.set(id, now + quietMs)
      else if (nagAt === undefined || fresh) {
        notices.push({ kind: 'asks', thread, again: false })
        nags.set(id, now + nagMs)
      } else if (now >= nagAt) notices.push({ kind: 'asks', thread, again: true })
      // Quiet hours may have been longer than they are by now.
      else nags.set(id, Math.min(nagAt, now + nagMs))
    } else if (kinds[attention.kind] && (fresh || before.ended.has(id))) ended.add(id)
  }
  const gathered = quietMs > 0 ? now + quietMs : Math.min(before.dueAt ?? Infinity, now + gatherMs)
  const dueAt = ended.size === 0 ? null : gathered
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
