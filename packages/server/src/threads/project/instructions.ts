// What the agents of a project are told beside their task, as it is set when one starts.
import { Problem } from '@a-parallel/contract/model'
import type { Actor, Project, ProjectId, ThreadView } from '@a-parallel/shared'

/** Null: nothing. */
export function toldBy({ instructions }: Pick<Project, 'instructions'>): string | null {
  return instructions.trim() || null
}

/** Null: nothing, also where the project is no longer on the list. */
export function instructionsOf(
  project: (actor: Actor, id: ProjectId) => Pick<Project, 'instructions'>,
  { owner, projectId }: Pick<ThreadView, 'owner' | 'projectId'>,
): string | null {
  try {
    return toldBy(project({ kind: 'person', id: owner }, projectId))
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'project_not_found') return null
    throw cause
  }
}
