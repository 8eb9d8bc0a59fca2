// What a person may do about the commands that make a thread's worktree ready, and what those have printed.
import { checkoutPath, Problem } from '@a-parallel/contract/model'
import type {
  Actor,
  SetupAction,
  SetupOutput,
  ThreadEnvironment,
  ThreadId,
} from '@a-parallel/shared'
import { toldOf, threadVariables, type Preparations } from '../../preparation/index.ts'
import type { Runner } from '../../runner/port.ts'
import type { Lane } from '../lane.ts'
import { placeOf, setupKey } from '../react/preparation/prepare.ts'
import type { Views } from '../views.ts'

export interface SetupPorts {
  views: Views
  lane: Lane
  runner: Pick<Runner, 'preparation'>
  preparations: Pick<Preparations, 'told'>
}

export function setupAsks({ views, lane, runner, preparations }: SetupPorts) {
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
    /** What the agent, the commands and the dev servers of a thread see when they start now. */
    async environment(actor: Actor, threadId: ThreadId): Promise<ThreadEnvironment> {
      const view = views.own(actor, threadId)
      const path = view.archived ? null : checkoutPath(view)
      if (path === null) return { variables: [], withheld: [] }
      const place = placeOf(view)
      if (place && view.preparation) return preparations.told(place)
      const own = threadVariables({ threadId, repository: view.projectPath, path })
      return { variables: toldOf('thread', own), withheld: [] }
    },
  }
}
