// What an agent asks, as facts: the request, and the standing answer where there is one.
import { activeTurn, pendingApprovals } from '@a-parallel/contract/model'
import type { Ask, Fact, ThreadView } from '@a-parallel/shared'
import { standingAnswer, type Asking, type Standing } from './policy.ts'

export function recordAsk(view: ThreadView, ask: Ask, standing: Standing): Fact[] {
  if (view.approvals.some((known) => known.id === ask.id)) return []
  const turnId = activeTurn(view)?.id ?? null
  const requested: Fact = { type: 'approval.requested', data: { ask, turnId } }
  return [requested, ...answered(view, ask, standing)]
}

/** What waits for a person, and no longer has to: the mode or the rules have changed since it was asked. */
export function settled(view: Asking & Pick<ThreadView, 'approvals'>, standing: Standing): Fact[] {
  return pendingApprovals(view).flatMap((ask) => answered(view, ask, standing))
}

function answered(view: Asking, ask: Ask, standing: Standing): Fact[] {
  const answer = standingAnswer(view, ask, standing)
  if (!answer) return []
  return [{ type: 'approval.answered', data: { approvalId: ask.id, answers: null, ...answer } }]
}
