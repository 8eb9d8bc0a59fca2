// A repository was moved: its threads go on at the new place, each in its own worktree, which stays where it is.
import { Problem, threadStatus } from '@a-parallel/contract/model'
import type { Actor, ProjectId } from '@a-parallel/shared'
import { setImmediate as letOthersGo } from 'node:timers/promises'
import type { Runner } from '../../runner/port.ts'
import type { ThreadLog } from '../../store/port.ts'
import type { Lane } from '../lane.ts'
import { refuseAtWork } from '../reads.ts'
import type { Views } from '../views.ts'

export interface FollowPorts {
  runner: Runner
  log: ThreadLog
  views: Views
  lane: Lane
}

/**
 * Throws `repository_differs` when what lies at `path` does not hold the threads' work. Done again, it does what is left.
 * Throws `thread_busy` when one of them began to work meanwhile.
 */
export async function followProject(
  { runner, log, views, lane }: FollowPorts,
  actor: Actor,
  projectId: ProjectId,
  path: string,
): Promise<void> {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  const { id: owner } = actor
  const list = () => log.list({ owner, projectId, limit: 10_000 })
  const worktrees: { path: string; commit: string }[] = []
  for (const { id, mode } of list()) {
    const worktree = mode === 'local' ? null : views.get(id)?.worktree
    if (worktree?.commit) worktrees.push({ path: worktree.path, commit: worktree.commit })
    await letOthersGo()
  }
  await runner.repositories.takeOver({ path, worktrees })
  const threads = list()
  for (const thread of threads) refuseAtWork(thread)
  for (const { id } of threads) {
    const view = views.get(id)
    if (!view || view.deleted) continue
    refuseAtWork({ title: view.title, status: threadStatus(view) })
    lane.perform(id, { type: 'project-moved', projectPath: path }, actor)
    await letOthersGo()
  }
}
