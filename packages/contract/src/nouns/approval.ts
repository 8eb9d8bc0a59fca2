// What an agent waits for: a permission, a plan's approval, an answer; and its events.
import { z } from 'zod'
import { Actor } from './actor.ts'
import { ApprovalId, Instant, ItemId, RuleId, TurnId } from './ids.ts'
import { ToolDetail } from './tool-call.ts'

export const ApprovalKind = z.enum(['permission', 'plan', 'question'])
export type ApprovalKind = z.infer<typeof ApprovalKind>

export const ApprovalState = z.enum(['pending', 'answered', 'expired'])
export type ApprovalState = z.infer<typeof ApprovalState>

/** Question text → chosen label, several joined by ", ", or free text. */
export const Answers = z.record(z.string().max(2000), z.string().max(10_000))
export type Answers = z.infer<typeof Answers>

export const Decision = z.enum(['allow', 'deny'])
export type Decision = z.infer<typeof Decision>

/** What a standing answer is called in the log, and which rule it is where it is one. */
export const StandingName = z.object({ name: z.string().max(100), ruleId: RuleId.optional() })
export type StandingName = z.infer<typeof StandingName>

/** What is asked, ready to be shown whole. */
export const Ask = z.object({
  id: ApprovalId,
  kind: ApprovalKind,
  /** The tool call that waits, where the agent names it. */
  itemId: ItemId.nullable(),
  parentId: ItemId.nullable(),
  tool: z.string(),
  title: z.string(),
  detail: ToolDetail,
  /** The tool's input as the agent sent it: an allow must send it back. */
  input: z.record(z.string(), z.unknown()),
  /** It edits a file that lies in the thread's checkout, links followed. */
  editsCheckout: z.boolean(),
  /**
   * Where the file, or the folder with all that lies in it, is that would be read: from the root, links followed. Null
   * where that is not certain; left out by agents of earlier servers.
   */
  readsPath: z.string().nullable().optional(),
  /** Why the agent asks, in its own words. */
  reason: z.string().nullable(),
})
export type Ask = z.infer<typeof Ask>

export const Answer = z.object({
  decision: Decision,
  message: z.string().nullable(),
  answers: Answers.nullable(),
  stop: z.boolean().optional(),
  by: Actor,
  at: Instant,
})
export type Answer = z.infer<typeof Answer>

export const Approval = Ask.extend({
  state: ApprovalState,
  turnId: TurnId.nullable(),
  requestedAt: Instant,
  answer: Answer.nullable(),
})
export type Approval = z.infer<typeof Approval>

export const approvalEvents = [
  z.object({
    type: z.literal('approval.requested'),
    data: z.object({ ask: Ask, turnId: TurnId.nullable() }),
  }),
  z.object({
    type: z.literal('approval.answered'),
    data: z.object({
      approvalId: ApprovalId,
      decision: Decision,
      message: z.string().nullable(),
      answers: Answers.nullable(),
      /** A no that ends the turn as well. */
      stop: z.boolean().optional(),
      /** Nobody was asked: this answered. */
      standing: StandingName.optional(),
    }),
  }),
  /** The agent no longer waits: its turn was interrupted or its process ended. */
  z.object({ type: z.literal('approval.expired'), data: z.object({ approvalId: ApprovalId }) }),
] as const
