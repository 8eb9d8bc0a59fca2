// The commits that are being made: one for each thread, what its hooks print, and how it is broken off.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, CallRequest, CallResult, Calls, ThreadId } from '@a-parallel/shared'
import type { CheckoutAsk, Runner } from '../runner/port.ts'

export interface CommittingPorts {
  /** Throws `thread_not_found` for whoever it does not belong to. */
  checkout: (actor: Actor, id: ThreadId) => CheckoutAsk
  publish: Pick<Runner['publish'], 'commit'>
}

type Told = NonNullable<CallResult<Calls['readCommitting']>['running']>

interface Running {
  told: () => Told
  breakOff: AbortController
}

export function openCommitting({ checkout, publish }: CommittingPorts) {
  const running = new Map<ThreadId, Running>()
  return {
    async commit(
      actor: Actor,
      id: ThreadId,
      body: CallRequest<Calls['commit']>['body'],
    ): Promise<CallResult<Calls['commit']>> {
      const ask = checkout(actor, id)
      if (running.has(id))
        throw new Problem('operation_running', 'A commit is being made here already.', {
          operation: 'commit',
        })
      const commit: Running = {
        told: () => ({ output: '', omitted: 0 }),
        breakOff: new AbortController(),
      }
      running.set(id, commit)
      try {
        return await publish.commit({
          ...ask,
          ...body,
          onOutput: (told) => {
            commit.told = told
          },
          signal: commit.breakOff.signal,
        })
      } finally {
        running.delete(id)
      }
    },
    commitState(actor: Actor, id: ThreadId): CallResult<Calls['readCommitting']> {
      checkout(actor, id)
      return { running: running.get(id)?.told() ?? null }
    },
    stopCommit(actor: Actor, id: ThreadId): { stopped: boolean } {
      checkout(actor, id)
      running.get(id)?.breakOff.abort()
      return { stopped: running.has(id) }
    },
  }
}
