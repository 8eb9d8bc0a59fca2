// The calls about what agents used and may use, bound to the features.
import type { Projects } from '../../projects/index.ts'
import type { Threads } from '../../threads/index.ts'
import type { UsageReads } from '../../usage/index.ts'
import type { Handlers } from '../bound.ts'

interface Ports {
  usage: UsageReads
  projects: Pick<Projects, 'list'>
  threads: Pick<Threads, 'projectSpent'>
}

export function usageHandlers({
  usage,
  projects,
  threads,
}: Ports): Pick<Handlers, 'readUsage' | 'readBudgets'> {
  return {
    readUsage: (actor, { query }) => usage.read(actor, query),
    readBudgets: (actor) => ({
      budgets: projects.list(actor).flatMap(({ id: projectId, budgetUsd }) => {
        if (budgetUsd === null) return []
        return [{ projectId, budgetUsd, spentUsd: threads.projectSpent(actor, projectId) }]
      }),
    }),
  }
}
