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

/** Enough of each: all conversations of a project at once would be more than memory may hold. */
type Going = Pick<ThreadView, 'id' | 'deleted'>

export function threadErasing({ log, views, bus, leftovers }: ErasingPorts) {
  const { runner } = leftovers
  /** What lies outside the database goes first: the log is the list of it. */
  const eraseAll = async (owner: OwnerId, threads: readonly Going[], stillMeant?: () => void) => {
    for (const { id } of threads) {
      stillMeant?.()
      for (const runId of log.runsOf(id)) await runner.runs.forget(runId)
      await runner.preparation.forget(id)
      await runner.devServers.forget(id)
    }
    stillMeant?.()
    refuseBack(log, threads)
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
      if (!(await clearPlace(leftovers, view, true))) throw new Problem('thread_busy')
      await letGo(leftovers, { threads: null }, view)
      await eraseAll(view.owner, [view])
    },
    /** How many threads of a project there are, deleted ones among them. */
    countOfProject: (actor: Actor, projectId: ProjectId): number =>
      log.ofProject(personOf(actor), projectId).length,
    /**
     * All threads of a project; their worktrees stay where they are. Throws `thread_busy`.
     * @param stillMeant asked before each step; what it throws leaves their conversations.
     */
    async eraseOfProject(
      actor: Actor,
      projectId: ProjectId,
      stillMeant: () => void,
    ): Promise<void> {
      const owner = personOf(actor)
      const threads: (Going & { repository: string })[] = []
      for (const id of log.ofProject(owner, projectId)) {
        const view = views.get(id)
        if (view) {
          refuseAlive(view)
          threads.push({ id, deleted: view.deleted, repository: view.projectPath })
        }
        await letOthersGo()
      }
      await eraseFiles(leftovers, owner, threads, stillMeant)
      await eraseAll(owner, threads, stillMeant)
    },
  }
}

/** What lies in repositories. What was thrown away goes with it: nobody could list it any more, and nothing would let go of it. */
async function eraseFiles(
  { runner }: LeftoverPorts,
  owner: OwnerId,
  threads: readonly (Going & { repository: string })[],
  stillMeant: () => void,
): Promise<void> {
  const there = threads.filter(({ repository }) => runner.repositories.available(repository))
  for (const { id: threadId, repository } of there)
    await runner.checkpoints.forget({ repository, threadId })
  stillMeant()
  const going = new Set(there.map(({ id }) => id))
  for (const repository of new Set(there.map((one) => one.repository))) {
    const kept = await runner.review.kept({ repository, owner })
    const ids = kept.flatMap(({ id, threadId }) => (going.has(threadId) ? [id] : []))
    if (ids.length > 0) await runner.review.dropKept({ repository, owner, ids })
  }
}

function refuseAlive(view: ThreadView): void {
  if (hasRun(view)) throw new Problem('thread_busy', `The agent of “${view.title}” still lives.`)
}

/** They may have been brought back, or gone on, while what they left was put away. */
function refuseBack(log: ThreadLog, threads: readonly Going[]): void {
  const alive = new Set(log.openRuns().map(({ threadId }) => threadId))
  const deleted = new Set(log.deletedAmong(threads.map(({ id }) => id)))
  if (threads.some((one) => alive.has(one.id) || deleted.has(one.id) !== one.deleted))
    throw new Problem('thread_busy')
}

function personOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
