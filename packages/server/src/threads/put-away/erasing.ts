// Erasing threads for good: their conversations, what their agents left on the disk, and what was kept of their files beside
// their branches. Branches stay, and so does whatever folder a person still finds.
import { hasRun, Problem } from '@a-parallel/contract/model'
import type { Actor, OwnerId, ProjectId, ThreadId, ThreadView } from '@a-parallel/shared'
import { setImmediate as letOthersGo } from 'node:timers/promises'
import type { Bus } from '../../bus/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import { clearPlace, letGo, type LeftoverPorts } from '../react/leftovers.ts'
import type { Views } from '../views.ts'

export interface ErasingPorts {
  log: ThreadLog
  views: Views
  bus: Bus
  leftovers: LeftoverPorts
}

export function threadErasing({ log, views, bus, leftovers }: ErasingPorts) {
  const { runner } = leftovers
  /** What lies outside the database goes first: the log is the list of it. */
  const eraseAll = async (owner: OwnerId, threads: readonly ThreadView[]) => {
    for (const { id } of threads) {
      for (const runId of log.runsOf(id)) await runner.runs.forget(runId)
      await runner.preparation.forget(id)
      await runner.devServers.forget(id)
    }
    for (const one of threads) refuseBack(one, views.get(one.id))
    log.erase(threads.map(({ id }) => id))
    for (const { id: threadId } of threads) {
      views.forget(threadId)
      bus.publish({ type: 'events', owner, threadId, events: [], summary: null })
    }
  }
  return {
    /** One that was deleted. Throws `thread_not_found`, and `thread_busy` while what it left is still being put away. */
    async erase(actor: Actor, threadId: ThreadId): Promise<void> {
      const view = views.get(threadId)
      if (!view?.deleted || view.owner !== personOf(actor)) throw new Problem('thread_not_found')
      refuseAlive(view)
      if (!(await clearPlace(leftovers, view))) throw new Problem('thread_busy')
      await letGo(leftovers, { threads: null }, view)
      await eraseAll(view.owner, [view])
    },
    /** How many threads of a project there are, deleted ones among them. */
    countOfProject: (actor: Actor, projectId: ProjectId): number =>
      log.ofProject(personOf(actor), projectId).length,
    /** All threads of a project; their worktrees stay where they are. Throws `thread_busy`. */
    async eraseOfProject(actor: Actor, projectId: ProjectId): Promise<void> {
      const owner = personOf(actor)
      const threads: ThreadView[] = []
      for (const id of log.ofProject(owner, projectId)) {
        const view = views.get(id)
        if (view) threads.push(view)
        await letOthersGo()
      }
      threads.forEach(refuseAlive)
      for (const { id: threadId, projectPath: repository } of threads)
        if (runner.repositories.available(repository))
          await runner.checkpoints.forget({ repository, threadId })
      await eraseAll(owner, threads)
    },
  }
}

function refuseAlive(view: ThreadView): void {
  if (hasRun(view)) throw new Problem('thread_busy', `The agent of “${view.title}” still lives.`)
}

/** It may have been brought back, or gone on, while what it left was put away. */
function refuseBack(one: ThreadView, now: ThreadView | null): void {
  if (now && now.deleted !== one.deleted) throw new Problem('thread_busy')
  if (now) refuseAlive(now)
}

function personOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
