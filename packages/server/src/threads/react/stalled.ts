// Agents that should be at work and of which nothing was heard for long are shown as stalled; nothing is ended. A call
// may be silent for as long as it takes, unless the agent's own process was halted.
import { activeTurn, hasRun, threadStatus } from '@a-parallel/contract/model'
import type { RunId, Signal, ThreadId, ThreadView } from '@a-parallel/shared'
import type { Log } from '../../platform/log.ts'
import type { Command } from '../command.ts'

export interface Stalled {
  /** Hears of every change of a thread. */
  changed(view: ThreadView): void
  /** The thread's agent said something. */
  heard(threadId: ThreadId, signals: readonly Signal[]): void
  /** The thread's journal is read again from a place before its end: what comes first was heard before. */
  takenUp(threadId: ThreadId): void
  stop(): void
}

export interface StalledAsk {
  afterMs: number
  /** Milliseconds that only grow, whatever becomes of the clock. */
  elapsed: () => number
  /** Whether the run's process was halted. */
  paused: (runId: RunId) => Promise<boolean>
  view: (threadId: ThreadId) => ThreadView | null
  perform: (threadId: ThreadId, command: Extract<Command, { type: 'stalled' | 'revived' }>) => void
  log: Log
}

interface Watched {
  runId: RunId
  /** When something was heard last. */
  heardAt: number
  /** At which look its process was found halted, and at every one since. */
  pausedAt: number | null
}

const longestBetweenLooksMs = 15_000
/** A journal is read to its end by then, also where nobody answers the greeting. */
const catchUpMs = 10_000

export function openStalled(ask: StalledAsk): Stalled {
  const { afterMs, elapsed, view } = ask
  const watched = new Map<ThreadId, Watched>()
  const catchingUp = new Map<ThreadId, number>()
  const betweenMs = Math.min(longestBetweenLooksMs, afterMs / 4)
  let lookedAt = elapsed()
  const looks = setInterval(() => {
    const now = elapsed()
    const late = now - lookedAt > 2 * betweenMs + 1_000
    lookedAt = now
    for (const [threadId, since] of catchingUp)
      if (now - since > catchUpMs) catchingUp.delete(threadId)
    for (const [threadId, entry] of watched) {
      // This server was halted itself, or the machine slept: whoever was not heard meanwhile is not to blame.
      if (late) Object.assign(entry, { heardAt: now, pausedAt: null })
      void look(ask, threadId, entry, betweenMs).catch((cause: unknown) =>
        ask.log.error({ err: cause, threadId }, 'a silent agent could not be looked at'),
      )
    }
  }, betweenMs)
  looks.unref()
  return {
    changed(thread) {
      const { run } = thread
      if (!run || run.stopping || !hasRun(thread) || threadStatus(thread) !== 'running') {
        watched.delete(thread.id)
      } else if (watched.get(thread.id)?.runId !== run.id) {
        watched.set(thread.id, { runId: run.id, heardAt: elapsed(), pausedAt: null })
      }
    },
    heard(threadId, signals) {
      const entry = watched.get(threadId)
      if (entry) Object.assign(entry, { heardAt: elapsed(), pausedAt: null })
      // It answers the greeting behind everything that was read again.
      if (catchingUp.has(threadId) && !signals.some(({ type }) => type === 'ready')) return
      catchingUp.delete(threadId)
      const run = view(threadId)?.run
      if (run && run.stalledAt !== null) ask.perform(threadId, { type: 'revived', runId: run.id })
    },
    takenUp: (threadId) => void catchingUp.set(threadId, elapsed()),
    stop: () => clearInterval(looks),
  }
}

async function look(
  { afterMs, elapsed, paused, view, perform }: StalledAsk,
  threadId: ThreadId,
  entry: Watched,
  betweenMs: number,
): Promise<void> {
  const thread = view(threadId)
  const { runId, heardAt } = entry
  const silentMs = elapsed() - heardAt
  if (thread?.run?.id !== runId || thread.run.stalledAt !== null || silentMs < betweenMs) return
  if (waitsForCall(thread)) {
    const halted = await paused(runId)
    if (entry.heardAt !== heardAt) return
    entry.pausedAt = halted ? (entry.pausedAt ?? elapsed()) : null
    if (entry.pausedAt === null || elapsed() - entry.pausedAt < afterMs) return
  } else if (silentMs < afterMs) return
  perform(threadId, { type: 'stalled', runId, silentMs })
}

function waitsForCall(view: ThreadView): boolean {
  const turnId = activeTurn(view)?.id
  return view.items.some(
    (item) => item.kind === 'tool-call' && item.state === 'running' && item.turnId === turnId,
  )
}
