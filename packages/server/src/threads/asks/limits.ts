// How far a subscription is used up: heard from whatever agents say, and asked of one that lives. None is ever started
// to be asked.
import { hasRun } from '@a-parallel/contract/model'
import type { Actor, OwnerId, RunId, Signal, ThreadId } from '@a-parallel/shared'
import type { Limits } from '../../limits/index.ts'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { Views } from '../views.ts'

export interface LimitAskPorts {
  log: Pick<ThreadLog, 'openRuns'>
  runner: Pick<Runner, 'runs'>
  views: Pick<Views, 'get'>
  limits: Pick<Limits, 'told'>
  /** Milliseconds that only grow. */
  elapsed: () => number
  serverLog: Log
}

export interface LimitAsks {
  /** Resolves once an agent of this actor's has answered, or none is to be asked. Asks the vendor once a minute. */
  ask: (actor: Actor) => Promise<void>
  heard: (threadId: ThreadId, signals: readonly Signal[]) => void
}

/** The program asks the vendor, for 5 s at most, and reads up its own records. */
const patienceMs = 8_000
const quickestMs = 60_000

export function openLimitAsks(ports: LimitAskPorts): LimitAsks {
  const { views, limits, runner, elapsed } = ports
  const waiting = new Map<ThreadId, Set<() => void>>()
  const asked = new Map<OwnerId, number>()
  const answered = (threadId: ThreadId) => {
    for (const tell of waiting.get(threadId) ?? []) tell()
    waiting.delete(threadId)
  }
  return {
    async ask(actor) {
      if (actor.kind !== 'person') return
      const before = asked.get(actor.id)
      if (before !== undefined && elapsed() - before < quickestMs) return
      const run = livingOf(ports, actor.id)
      if (!run) return
      asked.set(actor.id, elapsed())
      const { threadId, runId } = run
      const answer = new Promise<void>((resolve) => {
        waiting.set(threadId, (waiting.get(threadId) ?? new Set()).add(resolve))
      })
      const timer = setTimeout(() => answered(threadId), patienceMs)
      try {
        await runner.runs.order(runId, [{ type: 'measure-limits' }])
        await answer
      } catch (cause) {
        answered(threadId)
        ports.serverLog.warn({ err: cause, threadId }, 'an agent was not asked about its limits')
      } finally {
        clearTimeout(timer)
      }
    },
    heard(threadId, signals) {
      for (const signal of signals) {
        if (signal.type === 'limits-answered') answered(threadId)
        if (signal.type !== 'limits-told') continue
        const view = views.get(threadId)
        if (view) limits.told(view.owner, signal)
      }
    },
  }
}

function livingOf(
  { log, views }: LimitAskPorts,
  owner: OwnerId,
): { threadId: ThreadId; runId: RunId } | undefined {
  return log.openRuns().find(({ threadId, runId }) => {
    const view = views.get(threadId)
    if (view?.owner !== owner || !hasRun(view)) return false
    return view.run?.id === runId && view.run.state === 'live' && !view.run.stopping
  })
}
