// Whether a budget is used up. Pure.
import type { ThreadView } from '../../nouns/thread-view.ts'
import type { BudgetScope } from '../../nouns/turns/budget.ts'

/** What a project may cost, and what its threads have cost: this one included, except for the turn that it runs now. */
export interface ProjectBudget {
  budgetUsd: number
  spentUsd: number
}

export interface UsedUp {
  scope: BudgetScope
  budgetUsd: number
  spentUsd: number
}

/** @param turnUsd what the turn that runs has cost so far. */
export function usedUpBudget(
  view: Pick<ThreadView, 'budgetUsd' | 'costUsd'>,
  project: ProjectBudget | null,
  turnUsd = 0,
): UsedUp | null {
  const spentUsd = view.costUsd + turnUsd
  const { budgetUsd } = view
  if (budgetUsd !== null && spentUsd >= budgetUsd) return { scope: 'thread', budgetUsd, spentUsd }
  if (project === null) return null
  const ofAll = project.spentUsd + turnUsd
  if (ofAll < project.budgetUsd) return null
  return { scope: 'project', budgetUsd: project.budgetUsd, spentUsd: ofAll }
}
