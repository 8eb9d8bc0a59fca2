// What living agents are told when skills have changed: they read them anew, and say what they understand now.
import { hasRun } from '@a-parallel/contract/model'
import type { Actor, Order, ProjectId } from '@a-parallel/shared'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { Views } from '../views.ts'

export interface SkillAskPorts {
  log: Pick<ThreadLog, 'openRuns'>
  views: Views
  runner: Pick<Runner, 'runs'>
}

export function skillAsks({ log, views, runner }: SkillAskPorts) {
  return {
    /**
     * @param projectId null: of all the actor's projects.
     * @param choice what its agents do without from now on, and what they have again.
     */
    async skillsChanged(
      actor: Actor,
      projectId: ProjectId | null,
      choice: { off: readonly string[]; on: readonly string[] } | null = null,
    ): Promise<void> {
      if (actor.kind !== 'person') return
      const orders: Order[] = [
        ...(choice ? [{ type: 'choose-skills', ...choice } as const] : []),
        { type: 'reload-skills' },
        { type: 'greet' },
      ]
      const told = log.openRuns().map(async ({ runId, threadId }) => {
        const view = views.get(threadId)
        if (view?.owner !== actor.id || (projectId !== null && view.projectId !== projectId)) return
        const { run } = view
        if (run?.id !== runId || run.state !== 'live' || run.stopping || !hasRun(view)) return
        await runner.runs.order(runId, orders)
      })
      await Promise.all(told)
    },
  }
}
