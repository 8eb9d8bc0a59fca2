// A person's answer to what an agent waits for. The first counts. One that is a rule for the thread also answers what
// else waits in it.
import { Problem, ruleMatches } from '@a-parallel/contract/model'
import type { Approval, Fact, PermissionMode, ThreadView } from '@a-parallel/shared'
import type { AnswerApproval } from '../command.ts'
import { refuseBypass } from './bypass.ts'
import { holdAll } from './message.ts'
import { settled } from '../record/ask.ts'
import type { Standing } from '../record/policy.ts'

export function decideAnswer(
  view: ThreadView,
  command: AnswerApproval,
  standing: Standing,
): Fact[] {
  const approval = view.approvals.find((known) => known.id === command.approvalId)
  if (!approval) throw new Problem('approval_not_found')
  refuseSettled(approval)
  refuseEmpty(approval, command)
  const { approvalId, decision, message, answers, stop, rule } = command
  refuseBypass(command.permissionMode, view.mode, standing.bypass)
  if (rule && !ruleMatches(rule, approval)) throw new Problem('rule_mismatch')
  // What the agent was handed is taken back before it hears that the turn ends.
  const facts: Fact[] = stop && decision === 'deny' ? holdAll(view) : []
  const mode = modeAfter(approval, command, { view, standing })
  if (mode && mode !== view.permissionMode)
    facts.push({ type: 'thread.permission-mode-chosen', data: { permissionMode: mode } })
  if (rule) facts.push({ type: 'rule.made', data: { rule } })
  const said = { approvalId, decision, message, answers }
  facts.push({ type: 'approval.answered', data: stop ? { ...said, stop } : said })
  // What else waits ends with its turn.
  if (stop || approval.kind !== 'permission') return facts
  const others = {
    ...view,
    permissionMode: mode ?? view.permissionMode,
    rules: rule ? [...view.rules, rule] : view.rules,
    approvals: view.approvals.filter(({ id }) => id !== approvalId),
  }
  return [...facts, ...settled(others, standing)]
}

interface Before {
  view: ThreadView
  standing: Standing
}

/** An approved plan is carried out in the mode that was chosen with it, or else in the one that was left for it. */
function modeAfter(
  { kind }: Approval,
  { decision, permissionMode }: AnswerApproval,
  before: Before,
): PermissionMode | null {
  if (kind !== 'plan') return permissionMode
  return decision === 'allow' ? (permissionMode ?? modeBefore(before)) : null
}

function modeBefore({ view: { modeBeforePlan, mode }, standing }: Before): PermissionMode {
  if (modeBeforePlan === null || modeBeforePlan === 'plan') return 'confirmEdit'
  if (modeBeforePlan !== 'bypass') return modeBeforePlan
  // What its owner's settings let it be then they may not now.
  return mode === 'worktree' && standing.bypass() ? 'bypass' : 'confirmEdit'
}

function refuseSettled({ state, answer }: Approval): void {
  if (state === 'answered') {
    const { decision = 'allow', by, at = '' } = answer ?? {}
    const name = by?.kind === 'person' ? by.id : by?.kind === 'rule' ? by.name : ''
    const values = { decision, by: by?.kind ?? 'system', name, at }
    throw new Problem('approval_already_answered', `It was answered before: ${decision}.`, values)
  }
  if (state === 'expired') {
    throw new Problem(
      'approval_expired',
      'Its turn ended before it was answered. Send a message to go on.',
    )
  }
}

function refuseEmpty(approval: Approval, command: AnswerApproval): void {
  if (approval.detail.kind !== 'question' || command.decision !== 'allow') return
  const missing = approval.detail.questions.find(
    (asked) => !command.answers?.[asked.question]?.trim(),
  )
  if (missing) throw new Problem('answers_missing', `Answer this too: ${missing.question}`)
}
