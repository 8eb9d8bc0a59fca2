// Follows one owner's threads and says which notices are due, by the rules of the browser's own notices.
import {
  hear,
  knownAtFirst,
  quietFor,
  wantOf,
  type Known,
  type Notice,
} from '@a-parallel/contract/model'
import type { Settings, ThreadId, ThreadSummary } from '@a-parallel/shared'

export interface WatchPorts {
  /** All threads of the owner, as they are when the watch begins. */
  threads: readonly ThreadSummary[]
  kinds: () => Settings['notifications']
  /** What a clock on the wall shows. */
  date: () => Date
  /** Milliseconds. */
  now: () => number
  tell: (notice: Notice) => void
}

export interface Watch {
  /** The thread is like this now; null: it is deleted. */
  heard(threadId: ThreadId, summary: ThreadSummary | null): void
  /** Whether the thread still wants what this one wants. */
  wants(thread: ThreadSummary): boolean
  close(): void
}

export function openWatch({ threads, kinds, date, now, tell }: WatchPorts): Watch {
  /** Those that want something. */
  const wanting = new Map<ThreadId, ThreadSummary>()
  for (const thread of threads) if (thread.attention !== null) wanting.set(thread.id, thread)
  let known: Known = knownAtFirst([...wanting.values()])
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = () => {
    clearTimeout(timer)
    const at = now()
    const chosen = kinds()
    const quietMs = quietFor(chosen.quiet, date())
    const heard = hear(known, [...wanting.values()], chosen, at, quietMs)
    known = heard.known
    if (heard.next !== null) timer = setTimeout(look, Math.max(heard.next - at, 100)).unref()
    for (const notice of heard.notices) tell(notice)
  }
  return {
    heard(threadId, summary) {
      const before = stateOf(wanting.get(threadId))
      if (summary === null || summary.attention === null) wanting.delete(threadId)
      else wanting.set(threadId, summary)
      if (stateOf(wanting.get(threadId)) !== before) look()
    },
    wants(thread) {
      const current = wanting.get(thread.id)
      return current !== undefined && wantOf(current) === wantOf(thread)
    },
    close: () => clearTimeout(timer),
  }
}

function stateOf(thread: ThreadSummary | undefined): string | null {
  return thread === undefined ? null : `${wantOf(thread)} ${thread.muted}`
}
