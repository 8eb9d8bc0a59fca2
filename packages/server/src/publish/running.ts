// What runs on the branches of threads, one piece of work of a kind for each: how far it is, and how it is broken off.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, ThreadId } from '@a-parallel/shared'
import type { CheckoutAsk } from '../runner/port.ts'

/** Throws `thread_not_found` for whoever it does not belong to. */
export type CheckoutOf = (actor: Actor, id: ThreadId) => CheckoutAsk

interface Kind<Told> {
  operation: 'push' | 'commit'
  /** Why there is no second one beside it. */
  detail: string
  /** What is told of it before it has said anything. */
  atFirst: Told
}

interface Watched<Told> {
  tell: (told: Told) => void
  signal: AbortSignal
}

export function openRunning<Told>(
  checkout: CheckoutOf,
  { operation, detail, atFirst }: Kind<Told>,
) {
  const running = new Map<ThreadId, { told: Told; breakOff: AbortController }>()
  return {
    /** Throws `operation_running` while another one runs there. */
    async run<Result>(
      actor: Actor,
      id: ThreadId,
      work: (ask: CheckoutAsk, watched: Watched<Told>) => Promise<Result>,
    ): Promise<Result> {
      const ask = checkout(actor, id)
      if (running.has(id)) throw new Problem('operation_running', detail, { operation })
      const one = { told: atFirst, breakOff: new AbortController() }
      running.set(id, one)
      try {
        const tell = (told: Told) => void (one.told = told)
        return await work(ask, { tell, signal: one.breakOff.signal })
      } finally {
        running.delete(id)
      }
    },
    /** What was told last; null: none runs. */
    told(actor: Actor, id: ThreadId): Told | null {
      checkout(actor, id)
      return running.get(id)?.told ?? null
    },
    stop(actor: Actor, id: ThreadId): { stopped: boolean } {
      checkout(actor, id)
      running.get(id)?.breakOff.abort()
      return { stopped: running.has(id) }
    },
  }
}
