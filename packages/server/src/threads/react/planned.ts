// Threads that are to go on by themselves at a given time. The wish is a fact; here is only the clock that carries it out,
// wound up anew by every server and by the sweep.
import type { Instant, ThreadId, ThreadView } from '@a-parallel/shared'

export interface Planned {
  /** Hears of every change of a thread. */
  changed(view: ThreadView): void
  stop(): void
}

export interface PlannedAsk {
  now: () => Instant
  /** Asks the lane to let the thread go on. Where that fails, the sweep brings it back here. */
  resume: (threadId: ThreadId) => void
}

/** The clock may be set meanwhile, and a timer takes no more than 24 days. */
const longestMs = 60_000

export function openPlanned({ now, resume }: PlannedAsk): Planned {
  const timers = new Map<ThreadId, { at: Instant; timer: NodeJS.Timeout }>()
  const forget = (threadId: ThreadId) => {
    clearTimeout(timers.get(threadId)?.timer)
    timers.delete(threadId)
  }
  const wind = (threadId: ThreadId, at: Instant) => {
    const leftMs = Date.parse(at) - Date.parse(now())
    const ring = () => {
      forget(threadId)
      if (Date.parse(now()) < Date.parse(at)) wind(threadId, at)
      else resume(threadId)
    }
    const timer = setTimeout(ring, Math.min(Math.max(leftMs, 0), longestMs))
    timers.set(threadId, { at, timer })
  }
  return {
    changed({ id, resumeAt, deleted }) {
      if (timers.get(id)?.at === resumeAt) return
      forget(id)
      if (resumeAt !== null && !deleted) wind(id, resumeAt)
    },
    stop() {
      for (const threadId of timers.keys()) forget(threadId)
    },
  }
}
