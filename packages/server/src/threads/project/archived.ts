// Nothing begins in a project that was put away.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, Project, ProjectId, ThreadView } from '@a-parallel/shared'

type ProjectOf = (actor: Actor, id: ProjectId) => Pick<Project, 'name' | 'archived'>

/** Throws `project_archived`. */
export function refuseArchived({ name, archived }: Pick<Project, 'name' | 'archived'>): void {
  if (archived) throw new Problem('project_archived', `Bring “${name}” back first.`, { name })
}

/** Of a thread that would work again. Throws `project_archived`. */
export function refuseInArchived(
  project: ProjectOf,
  thread: Pick<ThreadView, 'owner' | 'projectId'>,
): void {
  const found = listed(project, thread)
  if (found) refuseArchived(found)
}

/** Whether a thread's project was put away or taken off the list: nothing goes on by itself there until it is back. */
export function isAway(
  project: ProjectOf,
  thread: Pick<ThreadView, 'owner' | 'projectId'>,
): boolean {
  return listed(project, thread)?.archived ?? true
}

/** Null: it is on no list any more. */
function listed(
  project: ProjectOf,
  { owner, projectId }: Pick<ThreadView, 'owner' | 'projectId'>,
): ReturnType<ProjectOf> | null {
  try {
    return project({ kind: 'person', id: owner }, projectId)
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'project_not_found') return null
    throw cause
  }
}
