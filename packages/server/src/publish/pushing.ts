// The pushes that run: how far each is, and how it is broken off.
import type {
  Actor,
  CallRequest,
  CallResult,
  Calls,
  PushProgress,
  ThreadId,
} from '@a-parallel/shared'
import type { CredentialFor, Runner } from '../runner/port.ts'
import { openRunning, type CheckoutOf } from './running.ts'

export interface PushingPorts {
  checkout: CheckoutOf
  publish: Pick<Runner['publish'], 'push'>
}

export function openPushing({ checkout, publish }: PushingPorts) {
  const pushes = openRunning<PushProgress>(checkout, {
    operation: 'push',
    detail: 'The branch is being pushed already.',
    atFirst: { phase: 'counting', percent: null },
  })
  return {
    push: (
      actor: Actor,
      id: ThreadId,
      { over, head }: CallRequest<Calls['pushBranch']>['body'],
      credentialFor: CredentialFor,
    ): Promise<CallResult<Calls['pushBranch']>> =>
      pushes.run(actor, id, (ask, { tell, signal }) =>
        publish.push({ ...ask, over: over ?? null, head, onProgress: tell, signal, credentialFor }),
      ),
    pushState: (actor: Actor, id: ThreadId): { progress: PushProgress | null } => ({
      progress: pushes.told(actor, id),
    }),
    stopPush: (actor: Actor, id: ThreadId) => pushes.stop(actor, id),
  }
}
