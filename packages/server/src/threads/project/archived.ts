// Nothing begins in a project that was put away.
import { Problem } from '@a-parallel/contract/model'
import type { Project } from '@a-parallel/shared'

/** Throws `project_archived`. */
export function refuseArchived({ name, archived }: Pick<Project, 'name' | 'archived'>): void {
  if (archived) throw new Problem('project_archived', `Bring “${name}” back first.`, { name })
}
