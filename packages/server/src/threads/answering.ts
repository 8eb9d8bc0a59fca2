// Answers of people to what agents wait for, and the rules that such answers can become.
import { Problem, ruleKindOf, suggestRule, type RuleSaying } from '@a-parallel/contract/model'
import type {
  Actor,
  Approval,
  ApprovalId,
  CallRequest,
  Calls,
  OwnerId,
  ProjectId,
  RuleId,
  RuleWords,
  StandingRule,
  ThreadId,
  ThreadView,
} from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { NewId } from '../platform/id.ts'
import { refuseFault, type Rules } from '../rules/index.ts'
import type { ThreadLog } from '../store/port.ts'
import type { AnswerApproval } from './command.ts'
import { decide } from './decide.ts'
import type { Lane } from './lane.ts'
import { nothingStanding } from './record/policy.ts'
import type { Views } from './views.ts'

export interface AnsweringPorts {
  log: ThreadLog
  views: Views
  lane: Lane
  rules: Pick<Rules, 'make'>
  newId: NewId
  clock: Clock
}

type Body = CallRequest<Calls['answerApproval']>['body']

export function openAnswering({ log, views, lane, rules, newId, clock }: AnsweringPorts) {
  /** What waits in threads of the project, and no longer has to. */
  const applyRules = (owner: OwnerId, projectId: ProjectId) => {
    const waiting = log
      .list({ owner, projectId, limit: 10_000 })
      .filter(({ pendingApprovals }) => pendingApprovals > 0)
    for (const { id } of waiting) lane.perform(id, { type: 'apply-rules' }, { kind: 'system' })
  }
  return {
    answer(actor: Actor, threadId: ThreadId, approvalId: ApprovalId, body: Body): number {
      const view = views.own(actor, threadId)
      const command = commandOf(approvalId, body)
      const { scope = 'once' } = body
      if (scope === 'once') return lane.perform(threadId, command, actor)
      const rule = ruleOf(view, approvalId, body, newId() as RuleId) // newId gives UUIDs.
      const made = { ...command, rule }
      if (scope === 'thread') return lane.perform(threadId, made, actor)
      // Refused here, it leaves no rule behind; made first, a crash cannot answer without it.
      decide(view, made, clock.now(), nothingStanding)
      rules.make(actor, view.projectId, rule)
      const seq = lane.perform(threadId, command, actor)
      applyRules(view.owner, view.projectId)
      return seq
    },
    applyRules,
    /** One that says the same of the same is not made twice. */
    makeRule(actor: Actor, threadId: ThreadId, saying: RuleSaying): number {
      views.own(actor, threadId)
      refuseFault(saying)
      const rule = { ...saying, id: newId() as RuleId } // newId gives UUIDs.
      return lane.perform(threadId, { type: 'make-rule', rule }, actor)
    },
    removeRule(actor: Actor, threadId: ThreadId, ruleId: RuleId): number {
      views.own(actor, threadId)
      return lane.perform(threadId, { type: 'remove-rule', ruleId }, actor)
    },
  }
}

function commandOf(approvalId: ApprovalId, body: Body): AnswerApproval {
  const { decision, message = null, answers = null, permissionMode = null, stop = false } = body
  return {
    type: 'answer',
    approvalId,
    decision,
    message,
    answers,
    permissionMode,
    stop: stop && decision === 'deny',
    rule: null,
  }
}

/** The rule that an answer is to become: as the person wrote it, or as it was offered. */
function ruleOf(
  { approvals }: ThreadView,
  approvalId: ApprovalId,
  { decision, rule }: Body,
  id: RuleId,
): StandingRule {
  const approval = approvals.find((known) => known.id === approvalId)
  if (!approval) throw new Problem('approval_not_found')
  const made = { id, kind: ruleKindOf(approval), decision, ...(rule ?? offered(approval)) }
  refuseFault(made)
  return made
}

function offered(approval: Approval): RuleWords {
  const rule = suggestRule(approval)
  if (rule) return rule
  throw new Problem('rule_mismatch', 'No rule can answer such a request: answer it this once.')
}
