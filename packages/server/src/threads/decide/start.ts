// A queued turn begins: in the run that lives, or with a run that takes the conversation up or begins one.
import { hasRun, queuedTurns } from '@a-parallel/contract/model'
import type { Fact, ProblemValue, ContinueAt, ThreadView } from '@a-parallel/shared'
import type { Command } from '../command.ts'
import type { Standing } from '../record/policy.ts'
import { budgetReached } from './turns/budget.ts'

type StartTurn = Extract<Command, { type: 'start-turn' }>

export function decideStart(
  view: ThreadView,
  { turnId, runId, sessionId }: StartTurn,
  standing: Standing,
): Fact[] {
  const turn = queuedTurns(view).find((queued) => queued.id === turnId)
  if (!turn || view.budgetStop) return []
  const reached = budgetReached(view, standing)
  if (reached.length > 0) return reached
  const started: Fact = { type: 'turn.started', data: { turnId, origin: turn.origin } }
  if (hasRun(view)) return [started]
  if (view.continueAt) return [started, copied(view, view.continueAt, { runId, sessionId })]
  // The agent knows the conversation once it has named it. An id that it may have begun to use is not used again.
  const known = view.run?.agentVersion && !isLost(view) ? view.run.sessionId : null
  const data = { runId, sessionId: known ?? sessionId, resumes: known !== null }
  return [started, { type: 'run.requested', data }]
}

/** Begins with a copy: what was said since must not come back, and the original must stay for an undo. */
function copied(
  view: ThreadView,
  from: ContinueAt,
  names: Pick<StartTurn, 'runId' | 'sessionId'>,
): Fact {
  const data = { ...names, resumes: false }
  if (from.sessionId === null || isLost(view)) return { type: 'run.requested', data }
  const copies = { sessionId: from.sessionId, at: from.at }
  return { type: 'run.requested', data: { ...data, copies } }
}

/** The last run could not take the conversation up: asking again would end in the same way. */
function isLost(view: ThreadView): boolean {
  const last = view.turns.findLast((turn) => turn.startedAt !== null && turn.endedAt !== null)
  return isConversationMissing(last?.problem ?? null)
}

/** The agent's program does not know the conversation that it was to take up. It ends after saying so. */
export function isConversationMissing(problem: ProblemValue | null): boolean {
  return problem?.values?.['reason'] === 'conversation-missing'
}
