// Agents at work that were started from another program than a new one would be: a change of it takes none of them along.
import { hasRun } from '@a-parallel/contract/model'
import type { Actor, OtherAgent, RunId, ThreadId } from '@a-parallel/shared'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { Views } from '../views.ts'

export interface OtherAgentPorts {
  log: Pick<ThreadLog, 'openRuns'>
  runner: Pick<Runner, 'runs'>
  views: Pick<Views, 'get'>
}

/** `program`: what a new agent of this actor's would be started from; null: none is there. */
export async function otherAgents(
  { log, runner, views }: OtherAgentPorts,
  actor: Actor,
  program: string | null,
): Promise<OtherAgent[]> {
  const owned = log.openRuns().flatMap(({ threadId, runId }) => {
    const view = views.get(threadId)
    const isOwn = actor.kind === 'person' && view?.owner === actor.id
    return view && isOwn && hasRun(view) ? [{ threadId, runId, title: view.title }] : []
  })
  const all = await Promise.all(owned.map((one) => told(runner, one)))
  return all.flatMap((one) => (one !== null && one.program !== program ? [one] : []))
}

async function told(
  { runs }: OtherAgentPorts['runner'],
  { threadId, runId, title }: { threadId: ThreadId; runId: RunId; title: string },
): Promise<OtherAgent | null> {
  const program = await runs.program(runId)
  return program === null ? null : { threadId, title, program }
}
