// One thread, one writer: the only way a fact comes into a log. Nothing here may wait, so no two commands of a thread
// can mix; no effect may happen in here but the append.
import { grow, Problem, summaryOf } from '@a-parallel/contract/model'
import type { Actor, Fact, ThreadEvent, ThreadId, ThreadView } from '@a-parallel/shared'
import type { Bus } from '../bus/port.ts'
import type { Clock } from '../platform/clock.ts'
import type { RunCursor, ThreadLog } from '../store/port.ts'
import type { Command } from './command.ts'
import { decide } from './decide.ts'
import { actorOf } from './record.ts'
import { nothingStanding, type Standing } from './record/policy.ts'
import type { Views } from './views.ts'

export interface LanePorts {
  log: ThreadLog
  bus: Bus
  clock: Clock
  views: Views
  /** What holds for a thread beyond what its own log says. */
  standing: (view: ThreadView) => Standing
  /** Is handed what this lane has just written, and never anything read back: replay has no effects. */
  react: (view: ThreadView, facts: ThreadEvent[]) => void
}

export interface Lane {
  /** Carries a command out and returns the thread's seq afterwards. Throws the Problem that refuses it. */
  perform(threadId: ThreadId, command: Command, actor: Actor, cursor?: RunCursor): number
}

export function openLane({ log, bus, clock, views, standing, react }: LanePorts): Lane {
  return {
    perform(threadId, command, actor, cursor) {
      const before = views.get(threadId)
      const now = clock.now()
      const facts = decide(before, command, now, before ? standing(before) : nothingStanding)
      const first = facts[0]
      if (!first) return before?.seq ?? 0
      const seq = before?.seq ?? 0
      const events = facts.map((fact, index) => stamp(threadId, seq + index + 1, now, actor, fact))
      // From here on `before` is used up.
      const view = grow(before, events)
      if (!view) throw new Problem('internal')
      const summary = view.deleted ? null : summaryOf(view)
      try {
        log.append(seq, events, summary, cursor ?? null)
      } catch (cause) {
        views.forget(threadId)
        throw cause
      }
      views.put(view)
      const { owner, deleted } = view
      bus.publish({ type: 'events', owner, threadId, events, summary: deleted ? null : summary })
      react(view, events)
      return view.seq
    },
  }
}

function stamp(threadId: ThreadId, seq: number, at: string, actor: Actor, fact: Fact): ThreadEvent {
  return { threadId, seq, at, actor: actorOf(fact, actor), ...fact }
}
