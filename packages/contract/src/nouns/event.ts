// A fact that was written to a thread's log: the envelope and the union of all types.
// A written type never changes shape; add an optional field or a new type.
import { z } from 'zod'
import { Actor } from './actor.ts'
import { approvalEvents } from './approval.ts'
import { attentionEvents } from './attention.ts'
import { checkpointEvents } from './turns/checkpoint.ts'
import { budgetEvents } from './turns/budget.ts'
import { forkEvents } from './turns/fork.ts'
import { importEvents } from './sessions/session.ts'
import { rewindEvents } from './turns/rewind.ts'
import { Instant, ThreadId } from './ids.ts'
import { itemEvents } from './item.ts'
import { ruleEvents } from './rules/rule.ts'
import { preparationEvents } from './preparation/preparation.ts'
import { runEvents } from './run.ts'
import { threadEvents } from './thread.ts'
import { turnEvents } from './turn.ts'
import { worktreeEvents } from './worktree.ts'

/** What happened, before the lane stamps it. */
export const Fact = z.discriminatedUnion('type', [
  ...threadEvents,
  ...worktreeEvents,
  ...turnEvents,
  ...runEvents,
  ...itemEvents,
  ...approvalEvents,
  ...attentionEvents,
  ...checkpointEvents,
  ...ruleEvents,
  ...rewindEvents,
  ...forkEvents,
  ...importEvents,
  ...budgetEvents,
  ...preparationEvents,
])
export type Fact = z.infer<typeof Fact>
export type FactType = Fact['type']

export const Envelope = z.object({
  threadId: ThreadId,
  /** Position in the thread's log: 1, 2, 3 … without gaps. */
  seq: z.number().int().positive(),
  at: Instant,
  actor: Actor,
})
export type Envelope = z.infer<typeof Envelope>

export const ThreadEvent = z.intersection(Envelope, Fact)
export type ThreadEvent = Envelope & Fact
