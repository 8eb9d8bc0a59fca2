// The commits that are being made: what the hooks of each print, and how it is broken off.
import type { Actor, CallRequest, CallResult, Calls, ThreadId } from '@a-parallel/shared'
import type { Runner } from '../runner/port.ts'
import { openRunning, type CheckoutOf } from './running.ts'

export interface CommittingPorts {
  checkout: CheckoutOf
  publish: Pick<Runner['publish'], 'commit'>
}

type Told = NonNullable<CallResult<Calls['readCommitting']>['running']>

export function openCommitting({ checkout, publish }: CommittingPorts) {
  const commits = openRunning<() => Told>(checkout, {
    operation: 'commit',
    detail: 'A commit is being made here already.',
    atFirst: () => ({ output: '', omitted: 0 }),
  })
  return {
    commit: (
      actor: Actor,
      id: ThreadId,
      body: CallRequest<Calls['commit']>['body'],
    ): Promise<CallResult<Calls['commit']>> =>
      commits.run(actor, id, (ask, { tell, signal }) =>
        publish.commit({ ...ask, ...body, onOutput: tell, signal }),
      ),
    commitState: (actor: Actor, id: ThreadId): CallResult<Calls['readCommitting']> => ({
      running: commits.told(actor, id)?.() ?? null,
    }),
    stopCommit: (actor: Actor, id: ThreadId) => commits.stop(actor, id),
  }
}
