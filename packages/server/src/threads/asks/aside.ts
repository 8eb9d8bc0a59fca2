// Questions to a thread's agent beside its conversation: nothing of them is logged, or stays with the agent.
import { hasRun } from '@a-parallel/contract/model'
import type { Actor, Signal, ThreadId } from '@a-parallel/shared'
import type { NewId } from '../../platform/id.ts'
import type { Runner } from '../../runner/port.ts'
import type { Views } from '../views.ts'

export interface AsidePorts {
  runner: Runner
  views: Views
  newId: NewId
}

/** A model that thinks longer about it is not waited for. */
const patienceMs = 45_000

export interface Asides {
  /** Null where no agent lives, or where it does not answer. */
  ask: (actor: Actor, threadId: ThreadId, text: string) => Promise<string | null>
  heard: (threadId: ThreadId, signals: readonly Signal[]) => void
}

export function openAsides({ runner, views, newId }: AsidePorts): Asides {
  const waiting = new Map<string, (text: string | null) => void>()
  return {
    async ask(actor, threadId, text) {
      const view = views.own(actor, threadId)
      const { run } = view
      if (run?.state !== 'live' || run.stopping || !hasRun(view)) return null
      const id = newId()
      const answered = new Promise<string | null>((resolve) => waiting.set(id, resolve))
      const timer = setTimeout(() => waiting.get(id)?.(null), patienceMs)
      try {
        await runner.runs.order(run.id, [{ type: 'ask-aside', id, text }])
        return await answered
      } finally {
        clearTimeout(timer)
        waiting.delete(id)
      }
    },
    heard(_, signals) {
      for (const signal of signals)
        if (signal.type === 'aside-answered') waiting.get(signal.id)?.(signal.text)
    },
  }
}
