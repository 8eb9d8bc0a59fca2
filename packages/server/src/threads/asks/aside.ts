// Questions to a thread's agent beside its conversation: nothing of them is logged, or stays with the agent. While none
// lives, its model is asked in a process of its own, without the conversation: an agent that was let rest is not woken.
import { hasRun } from '@a-parallel/contract/model'
import type {
  Actor,
  AgentSettings,
  OwnerId,
  Signal,
  ThreadId,
  ThreadView,
} from '@a-parallel/shared'
import type { NewId } from '../../platform/id.ts'
import type { Log } from '../../platform/log.ts'
import type { Runner } from '../../runner/port.ts'
import type { Views } from '../views.ts'

export interface AsidePorts {
  runner: Runner
  views: Views
  newId: NewId
  agentSettings: (owner: OwnerId) => Pick<AgentSettings, 'program'>
  serverLog: Log
}

/** A model that thinks longer about it is not waited for. */
const patienceMs = 45_000

export interface Asides {
  /** Null where nobody answers. Where the model is not reached, the agent's program answers with why. */
  ask: (actor: Actor, threadId: ThreadId, text: string) => Promise<string | null>
  heard: (threadId: ThreadId, signals: readonly Signal[]) => void
}

export function openAsides({ runner, views, newId, agentSettings, serverLog }: AsidePorts): Asides {
  const waiting = new Map<string, (text: string | null) => void>()
  const apart = async ({ owner, model, id: threadId }: ThreadView, text: string) => {
    const { program } = agentSettings(owner)
    try {
      return await runner.asides.ask({ program, model, text })
    } catch (cause) {
      serverLog.warn({ err: cause, threadId }, 'no model answered beside the thread')
      return null
    }
  }
  return {
    async ask(actor, threadId, text) {
      const view = views.own(actor, threadId)
      const { run } = view
      if (run?.state !== 'live' || run.stopping || !hasRun(view)) return apart(view, text)
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
