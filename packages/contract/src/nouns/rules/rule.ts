// A standing answer: what it is about, what it says, and its events where it belongs to a single thread.
import { z } from 'zod'
import { Actor } from '../actor.ts'
import { Decision } from '../approval.ts'
import { Instant, OwnerId, ProjectId, RuleId } from '../ids.ts'

const oneLine = /^[^\0\r\n]+$/

/**
 * What a rule's pattern is read as; it comes from the request that the rule was made from. path: a place that is read or
 * searched · host: where an address leads.
 */
export const RuleKind = z.enum(['command', 'edit', 'path', 'host', 'other'])
export type RuleKind = z.infer<typeof RuleKind>

/** Which requests a rule answers. Without a pattern: every use of the tool. */
export const RuleWords = z.object({
  /** The tool's name as requests show it; `server: *` is every tool of that server. */
  tool: z.string().trim().min(1).max(200).regex(oneLine),
  /** For a command its words, for an edit a path inside the checkout, for reading a place from the root; `*` stands for anything. For an address its host, or `*.` and what it ends in. */
  pattern: z.string().trim().min(1).max(4000).regex(oneLine).nullable(),
})
export type RuleWords = z.infer<typeof RuleWords>

/** As much of a rule as answers with it. */
export const StandingRule = RuleWords.extend({
  id: RuleId,
  kind: RuleKind,
  decision: Decision,
})
export type StandingRule = z.infer<typeof StandingRule>

/** A rule that holds for a single thread: who made it, and when. How often it answered tell the thread's requests. */
export const ThreadRule = StandingRule.extend({ by: Actor, createdAt: Instant })
export type ThreadRule = z.infer<typeof ThreadRule>

/** A rule of a whole project. One that holds for a single thread is a fact in its log, and ends with it. */
export const Rule = StandingRule.extend({
  owner: OwnerId,
  projectId: ProjectId,
  createdAt: Instant,
  by: Actor,
  usedCount: z.number().int().nonnegative(),
  lastUsedAt: Instant.nullable(),
})
export type Rule = z.infer<typeof Rule>

/** How long an answer counts: this once, or as a rule for the thread or for its project. */
export const AnswerScope = z.enum(['once', 'thread', 'project'])
export type AnswerScope = z.infer<typeof AnswerScope>

export const ruleEvents = [
  z.object({ type: z.literal('rule.made'), data: z.object({ rule: StandingRule }) }),
  z.object({ type: z.literal('rule.removed'), data: z.object({ ruleId: RuleId }) }),
] as const
