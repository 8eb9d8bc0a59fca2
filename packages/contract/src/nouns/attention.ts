// What a thread wants of its owner: an answer, or to be looked at; and the owner's own marks on it, with their events.
import { z } from 'zod'
import { ApprovalKind } from './approval.ts'
import { ApprovalId, Instant } from './ids.ts'

/** How work ended that the owner has not looked at since. */
export const News = z.object({
  kind: z.enum(['finished', 'failed']),
  /** The event that brought it: whoever has seen the thread up to here has seen it. */
  seq: z.number().int(),
  at: Instant,
})
export type News = z.infer<typeof News>

const Asks = z.object({ kind: ApprovalKind, approvalId: ApprovalId, since: Instant })
/** Its budget is reached: nothing more is spent until a person has raised it or stopped the thread. */
const AsksBudget = z.object({ kind: z.literal('budget'), since: Instant })
/** A command that its first message waits for has failed: it is run again, or gone on without. */
const AsksSetup = z.object({ kind: z.literal('setup'), since: Instant })
const Tells = z.object({ kind: News.shape.kind, seq: z.number().int(), since: Instant })

/** A request is cleared by its answer alone, the rest by being looked at. */
export const Attention = z.discriminatedUnion('kind', [Asks, AsksBudget, AsksSetup, Tells])
export type Attention = z.infer<typeof Attention>

export const attentionEvents = [
  /** Its owner has looked at it as it was at this seq. */
  z.object({ type: z.literal('thread.seen'), data: z.object({ upTo: z.number().int() }) }),
  z.object({ type: z.literal('thread.unread-marked'), data: z.object({}) }),
  z.object({ type: z.literal('thread.pinned'), data: z.object({}) }),
  z.object({ type: z.literal('thread.unpinned'), data: z.object({}) }),
  /** It tells nobody of itself any more; it is still listed with those that want something. */
  z.object({ type: z.literal('thread.muted'), data: z.object({}) }),
  z.object({ type: z.literal('thread.unmuted'), data: z.object({}) }),
  /** It is to go on by itself then. */
  z.object({ type: z.literal('thread.resume-planned'), data: z.object({ at: Instant }) }),
  z.object({ type: z.literal('thread.resume-unplanned'), data: z.object({}) }),
] as const
