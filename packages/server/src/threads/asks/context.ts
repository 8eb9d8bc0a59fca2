// How full an agent's context is, asked for by a person: the answer comes as a fact.
import { hasRun, lastBegun } from '@a-parallel/contract/model'
import type { Actor, ThreadId } from '@a-parallel/shared'
import type { Runner } from '../../runner/port.ts'
import type { Views } from '../views.ts'

export function contextAsks({ views, runner }: { views: Views; runner: Runner }) {
  return {
    /** `asked`: false where no agent lives that could tell. */
    async measureContext(actor: Actor, id: ThreadId): Promise<{ seq: number; asked: boolean }> {
      const view = views.own(actor, id)
      const turn = lastBegun(view)
      const { run, seq } = view
      if (!turn || run?.state !== 'live' || run.stopping || !hasRun(view))
        return { seq, asked: false }
      await runner.runs.order(run.id, [{ type: 'measure-context', turnId: turn.id }])
      return { seq, asked: true }
    },
  }
}
