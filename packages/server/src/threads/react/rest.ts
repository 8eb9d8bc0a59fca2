// Agents with nothing to do are ended and come back with the next message: each costs about 150 MB. Which one, is
// decided here; whether it may, by the lane.
import { activeTurn, pendingApprovals, queuedTurns } from '@a-parallel/contract/model'
import type { RunId, ThreadId, ThreadView } from '@a-parallel/shared'

/** Whether a thread's agent lives and has nothing to do, nothing to wait for and nothing in the background. */
export function idleRun(view: ThreadView): RunId | null {
  const { run } = view
  if (run?.state !== 'live' || run.stopping) return null
  const busy =
    activeTurn(view) !== null || queuedTurns(view).length > 0 || pendingApprovals(view).length > 0
  if (busy || view.items.some((item) => item.kind === 'tool-call' && item.background)) return null
  return run.id
}

export interface Rest {
  /** Hears of every change of a thread. */
  changed(view: ThreadView): void
  /** Lets those that idle and fit rest now. */
  now(fits: (threadId: ThreadId) => boolean): void
  stop(): void
}

export interface RestAsk {
  /** How long an idle agent is kept, in milliseconds. */
  afterMs: number
  /** How many idle agents are kept at once; the one that idles longest goes first. */
  most: number
  /** Asks the lane to let an agent rest. Where that fails, it is asked again at the next look. */
  rest: (threadId: ThreadId) => void
}

const lookEveryMs = 30_000

export function openRest({ afterMs, most, rest }: RestAsk): Rest {
  /** Idle threads with the time since when, longest first. */
  const idle = new Map<ThreadId, number>()
  const looks = setInterval(() => {
    for (const [threadId, since] of idle) if (performance.now() - since >= afterMs) rest(threadId)
  }, lookEveryMs)
  looks.unref()
  return {
    changed(view) {
      if (idleRun(view) === null) {
        idle.delete(view.id)
        return
      }
      if (!idle.has(view.id)) idle.set(view.id, performance.now())
      const [longest] = idle.keys()
      if (idle.size > most && longest !== undefined) rest(longest)
    },
    now(fits) {
      for (const threadId of idle.keys()) if (fits(threadId)) rest(threadId)
    },
    stop: () => clearInterval(looks),
  }
}
