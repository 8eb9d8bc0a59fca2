// What a thread's project may cost, and has cost.
import { Problem, type ProjectBudget } from '@a-parallel/contract/model'
import type { Actor, Project, ProjectId, ThreadView } from '@a-parallel/shared'
import type { ThreadLog } from '../../store/port.ts'

export interface ProjectBudgetPorts {
  log: Pick<ThreadLog, 'spent'>
  project: (actor: Actor, id: ProjectId) => Project
}

/** Null where it is not limited, or no longer on the list. */
export function projectBudgetOf(
  { log, project }: ProjectBudgetPorts,
  { owner, projectId }: Pick<ThreadView, 'owner' | 'projectId'>,
): ProjectBudget | null {
  try {
    const { budgetUsd } = project({ kind: 'person', id: owner }, projectId)
    return budgetUsd === null ? null : { budgetUsd, spentUsd: log.spent(owner, projectId) }
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'project_not_found') return null
    throw cause
  }
}
