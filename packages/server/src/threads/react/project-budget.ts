// What a thread's project may cost, and has cost: the turns that ended, and what those that run were last heard to cost.
import { activeTurn, Problem, type ProjectBudget } from '@a-parallel/contract/model'
import type {
  Actor,
  Project,
  ProjectId,
  Signal,
  ThreadId,
  ThreadView,
  TurnId,
} from '@a-parallel/shared'
import type { ThreadLog } from '../../store/port.ts'

export interface ProjectBudgetPorts {
  log: Pick<ThreadLog, 'spent'>
  project: (actor: Actor, id: ProjectId) => Project
  view: (threadId: ThreadId) => ThreadView | null
}

export interface ProjectBudgets {
  /** Null where it is not limited, or no longer on the list. What the thread's own running turn costs is not counted. */
  of: (view: Pick<ThreadView, 'id' | 'owner' | 'projectId'>) => ProjectBudget | null
  /** What all threads of a project have cost, whether it is limited or not. */
  spent: (of: Pick<ThreadView, 'owner' | 'projectId'>) => number
  /** The thread's agent said something. */
  heard(threadId: ThreadId, signals: readonly Signal[]): void
}

export function openProjectBudgets({ log, project, view }: ProjectBudgetPorts): ProjectBudgets {
  /** What the turn of a thread that runs was last heard to cost, in API-equivalent US dollars. */
  const running = new Map<ThreadId, { turnId: TurnId; usd: number }>()
  const atWork = (
    { owner, projectId }: Pick<ThreadView, 'owner' | 'projectId'>,
    but?: ThreadId,
  ) => {
    let usd = 0
    for (const [threadId, turn] of running) {
      const thread = view(threadId)
      // What it cost in the end stands in the log.
      if (!thread || activeTurn(thread)?.id !== turn.turnId) running.delete(threadId)
      else if (threadId !== but && thread.owner === owner && thread.projectId === projectId)
        usd += turn.usd
    }
    return usd
  }
  return {
    of(thread) {
      const { owner, projectId } = thread
      const budgetUsd = limitOf(project, { kind: 'person', id: owner }, projectId)
      if (budgetUsd === null) return null
      return { budgetUsd, spentUsd: log.spent(owner, projectId) + atWork(thread, thread.id) }
    },
    spent: (of) => log.spent(of.owner, of.projectId) + atWork(of),
    heard(threadId, signals) {
      const told = signals.findLast((signal) => signal.type === 'cost-told')
      if (!told) return
      const thread = view(threadId)
      const turn = thread && activeTurn(thread)
      if (turn) running.set(threadId, { turnId: turn.id, usd: told.turnUsd })
    },
  }
}

function limitOf(project: ProjectBudgetPorts['project'], actor: Actor, id: ProjectId) {
  try {
    return project(actor, id).budgetUsd
  } catch (cause) {
    if (cause instanceof Problem && cause.code === 'project_not_found') return null
    throw cause
  }
}
