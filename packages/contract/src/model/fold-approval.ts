// The part of the fold that concerns approvals, the turn that waits for them, and the rules that answer them.
import type { Approval } from '../nouns/approval.ts'
import type { ThreadEvent } from '../nouns/event.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import { withTurn } from './fold-queue.ts'
import { initial, next } from './transitions.ts'

type RuleEvent = Extract<ThreadEvent, { type: `rule.${string}` }>
type ApprovalEvent = Extract<ThreadEvent, { type: `approval.${string}` }>

export function foldApproval(view: ThreadView, event: ApprovalEvent): ThreadView {
  if (event.type === 'approval.requested') return requested(view, event)
  const { approvalId } = event.data
  const known = view.approvals.find((approval) => approval.id === approvalId)
  const state = known && next('approval', known.state, event.type)
  if (!known || !state) return view
  const changed: Approval = { ...known, state, answer: answerOf(event) }
  const approvals = view.approvals.map((approval) =>
    approval.id === approvalId ? changed : approval,
  )
  return settle({ ...view, approvals }, known)
}

function requested(
  view: ThreadView,
  event: Extract<ApprovalEvent, { type: 'approval.requested' }>,
): ThreadView {
  const { ask, turnId } = event.data
  const approval: Approval = {
    ...ask,
    state: initial('approval'),
    turnId,
    requestedAt: event.at,
    answer: null,
  }
  const after = { ...view, approvals: [...view.approvals, approval] }
  if (turnId === null) return after
  return withTurn(after, turnId, (turn) => ({
    ...turn,
    state: next('turn', turn.state, event.type) ?? turn.state,
  }))
}

function answerOf(event: ApprovalEvent): Approval['answer'] {
  if (event.type !== 'approval.answered') return null
  const { decision, message, answers, stop } = event.data
  const answer = { decision, message, answers, by: event.actor, at: event.at }
  return stop ? { ...answer, stop } : answer
}

/** The turn runs on once nothing of it is open. */
function settle(view: ThreadView, settled: Approval): ThreadView {
  const { turnId } = settled
  if (turnId === null) return view
  const open = view.approvals.some(
    (approval) => approval.turnId === turnId && approval.state === 'pending',
  )
  if (open) return view
  return withTurn(view, turnId, (turn) => ({
    ...turn,
    state: next('turn', turn.state, 'approvals.settled') ?? turn.state,
  }))
}

/** The standing answers of the thread alone. */
export function foldRule(view: ThreadView, event: RuleEvent): ThreadView {
  if (event.type === 'rule.made') {
    const rule = { ...event.data.rule, by: event.actor, createdAt: event.at }
    return { ...view, rules: [...view.rules, rule] }
  }
  return { ...view, rules: view.rules.filter(({ id }) => id !== event.data.ruleId) }
}
