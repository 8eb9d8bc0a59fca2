// The pushes that run: one for each thread, how far each is, and how it is broken off.
import { Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  CallResult,
  Calls,
  PushProgress,
  ThreadId,
} from '@a-parallel/shared'
import type { CheckoutAsk, CredentialFor, Runner } from '../runner/port.ts'

export interface PushingPorts {
  /** Throws `thread_not_found` for whoever it does not belong to. */
  checkout: (actor: Actor, id: ThreadId) => CheckoutAsk
  publish: Pick<Runner['publish'], 'push'>
}

interface Running {
  progress: PushProgress
  breakOff: AbortController
}

const atFirst: PushProgress = { phase: 'counting', percent: null }

export function openPushing({ checkout, publish }: PushingPorts) {
  const running = new Map<ThreadId, Running>()
  return {
    async push(
      actor: Actor,
      id: ThreadId,
      { over }: CallRequest<Calls['pushBranch']>['body'],
      credentialFor: CredentialFor,
    ): Promise<CallResult<Calls['pushBranch']>> {
      const ask = checkout(actor, id)
      if (running.has(id))
        throw new Problem('operation_running', 'The branch is being pushed already.', {
          operation: 'push',
        })
      const push: Running = { progress: atFirst, breakOff: new AbortController() }
      running.set(id, push)
      try {
        return await publish.push({
          ...ask,
          over: over ?? null,
          onProgress: (progress) => {
            push.progress = progress
          },
          signal: push.breakOff.signal,
          credentialFor,
        })
      } finally {
        running.delete(id)
      }
    },
    pushState(actor: Actor, id: ThreadId): { progress: PushProgress | null } {
      checkout(actor, id)
      return { progress: running.get(id)?.progress ?? null }
    },
    stopPush(actor: Actor, id: ThreadId): { stopped: boolean } {
      checkout(actor, id)
      running.get(id)?.breakOff.abort()
      return { stopped: running.has(id) }
    },
  }
}
