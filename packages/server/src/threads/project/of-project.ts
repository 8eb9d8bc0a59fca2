// What concerns all threads of a project together: whether one is at work, stopping them, what runs beside
// them, and what of them lies on the disk.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, OwnerId, ProjectId, ProjectRemains } from '@a-parallel/shared'
import { setImmediate as letOthersGo } from 'node:timers/promises'
import { isAtWork, refuseAtWork } from '../reads.ts'
import { followProject, type FollowPorts } from './follow.ts'

export function threadsOfProject(ports: FollowPorts) {
  const { runner, log, views, lane } = ports
  const list = (actor: Actor, projectId: ProjectId) =>
    log.list({ owner: personOf(actor), projectId, limit: 10_000 })
  return {
    /** Its repository lies at `path` by now. */
    follow: (actor: Actor, id: ProjectId, path: string) => followProject(ports, actor, id, path),
    /** Throws `thread_busy` while a thread of the project is at work. */
    refuseBusy(actor: Actor, projectId: ProjectId): void {
      for (const thread of list(actor, projectId)) refuseAtWork(thread)
    },
    /** Stops each that is at work, as a person would. */
    stopOfProject(actor: Actor, projectId: ProjectId): void {
      for (const thread of list(actor, projectId)) {
        const view = isAtWork(thread) ? views.get(thread.id) : null
        if (view && !view.deleted) lane.perform(thread.id, { type: 'stop' }, actor)
      }
    },
    /** Ends their dev servers: a project that is in no list shows none that could be ended. */
    async endServersOfProject(actor: Actor, projectId: ProjectId): Promise<void> {
      const mine = list(actor, projectId)
      await Promise.all(mine.map(({ id }) => runner.devServers.endAll(id)))
    },
    /** Of the threads of a project, deleted ones aside. */
    async remains(actor: Actor, projectId: ProjectId): Promise<Omit<ProjectRemains, 'path'>> {
      const branches: string[] = []
      const worktrees: string[] = []
      for (const { id } of list(actor, projectId)) {
        const worktree = views.get(id)?.worktree
        if (worktree?.commit) branches.push(worktree.branch)
        if (worktree?.state === 'ready') worktrees.push(worktree.path)
        await letOthersGo()
      }
      return { branches, worktrees }
    },
  }
}

function personOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
