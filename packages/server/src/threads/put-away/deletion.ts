// Deleting a thread as its owner does it: what would go with its worktree is worked out, shown, and must have been looked
// at; and a deleted thread is brought back.
import { checkoutPath, nothingAtStake, Problem } from '@a-parallel/contract/model'
import type { Actor, AtStake, Project, ProjectId, ThreadId, ThreadView } from '@a-parallel/shared'
import type { Runner } from '../../runner/port.ts'
import type { Lane } from '../lane.ts'
import type { Views } from '../views.ts'

export interface DeletionPorts {
  runner: Pick<Runner, 'worktrees' | 'repositories'>
  views: Views
  lane: Lane
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
}

export function threadDeletion({ runner, views, lane, project }: DeletionPorts) {
  const atStakeIn = async (view: ThreadView): Promise<AtStake> => {
    const path = view.mode === 'local' ? null : checkoutPath(view)
    const { projectPath: repository } = view
    // A folder of a repository that is away is not touched.
    if (path === null || !runner.repositories.available(repository)) return nothingAtStake
    // What somebody else made is left to them.
    if (view.worktree?.adopted) return { ...nothingAtStake, stays: path }
    const wasWhole = view.worktree?.state === 'ready'
    return runner.worktrees.atStake({ repository, path, wasWhole })
  }
  return {
    atStake: async (actor: Actor, threadId: ThreadId) => atStakeIn(views.own(actor, threadId)),
    /** @param looked what the owner has looked at: `stake` of it. */
    async remove(actor: Actor, threadId: ThreadId, looked?: string): Promise<number> {
      refuseUnseen(await atStakeIn(views.own(actor, threadId)), looked)
      return lane.perform(threadId, { type: 'delete' }, actor)
    },
    /** The seq of its log; null when it was not deleted. Throws `thread_not_found`, also for another owner's. */
    bringBack(actor: Actor, threadId: ThreadId): number | null {
      const view = views.get(threadId)
      if (!view || actor.kind !== 'person' || view.owner !== actor.id)
        throw new Problem('thread_not_found')
      if (!view.deleted) return null
      const { path: projectPath } = project(actor, view.projectId)
      return lane.perform(threadId, { type: 'restore', projectPath }, actor)
    },
  }
}

function refuseUnseen({ stake, ...atStake }: AtStake, looked: string | undefined): void {
  if (stake === null || stake === looked) return
  const { staged, unstaged, untracked, ignored, refused } = atStake
  const count = [staged, unstaged, untracked, ignored, refused].reduce(
    (sum, { total }) => sum + total,
    0,
  )
  const detail =
    'Work that no commit holds would go with the thread. Look at what it is, or archive the thread instead.'
  throw new Problem('work_at_stake', detail, { count })
}
