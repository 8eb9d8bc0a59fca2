// What a person may do about the commands that make a thread's worktree ready, and what those have printed.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, SetupAction, SetupOutput, ThreadId } from '@a-parallel/shared'
import type { Runner } from '../../runner/port.ts'
import type { Lane } from '../lane.ts'
import { setupKey } from '../react/preparation/prepare.ts'
import type { Views } from '../views.ts'

export interface SetupPorts {
  views: Views
  lane: Lane
  runner: Pick<Runner, 'preparation'>
}

export function setupAsks({ views, lane, runner }: SetupPorts) {
  return {
    /** Throws `setup_not_found`. */
    changeSetup(
      actor: Actor,
      threadId: ThreadId,
      change: { name: string; action: SetupAction },
    ): number {
      const view = views.own(actor, threadId)
      if (view.archived)
        throw new Problem('thread_archived', 'Restore the thread before you change its setup.')
      return lane.perform(threadId, { type: 'change-setup', ...change }, actor)
    },
    /** Of its last attempt. Throws `setup_not_found`. */
    async setupOutput(
      actor: Actor,
      threadId: ThreadId,
      { name, from }: { name: string; from: number },
    ): Promise<SetupOutput> {
      const { preparation } = views.own(actor, threadId)
      const command = preparation?.commands.find((one) => one.name === name)
      if (!preparation || !command) throw new Problem('setup_not_found')
      const key = setupKey(preparation, command)
      return runner.preparation.output({ threadId, key }, from)
    },
  }
}
