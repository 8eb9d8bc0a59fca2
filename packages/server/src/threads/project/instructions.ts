// What the agents of a project are told beside their task, as it is set when one starts.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, Project, ProjectId, ThreadView } from '@a-parallel/shared'

/** Null: nothing, also where the project is no longer on the list. */
export function instructionsOf(
  project: (actor: Actor, id: ProjectId) => Pick<Project, 'instructions'>,
  { owner, projectId }: Pick<ThreadView, 'owner' | 'projectId'>,
): string | null {
  try {
    return project({ kind: 'person', id: owner }, projectId).instructions.trim() || null
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'project_not_found') return null
    throw cause
  }
}
