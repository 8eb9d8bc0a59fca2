// Nothing begins in a project that was put away.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, Project, ProjectId, ThreadView } from '@a-parallel/shared'

/** Throws `project_archived`. */
export function refuseArchived({ name, archived }: Pick<Project, 'name' | 'archived'>): void {
  if (archived) throw new Problem('project_archived', `Bring “${name}” back first.`, { name })
}

/** Whether a thread's project was put away or taken off the list: nothing goes on by itself there until it is back. */
export function isAway(
  project: (actor: Actor, id: ProjectId) => Pick<Project, 'archived'>,
  { owner, projectId }: Pick<ThreadView, 'owner' | 'projectId'>,
): boolean {
  try {
    return project({ kind: 'person', id: owner }, projectId).archived
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'project_not_found') return true
    throw cause
  }
}
