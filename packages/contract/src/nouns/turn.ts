// One user message until the agent rests, and its events.
import { z } from 'zod'
import { ContextFill } from './agent/context.ts'
import { Instant, TurnId } from './ids.ts'
import { MessageImage } from './messages/image.ts'
import { ProblemValue } from './problem.ts'

export const TurnState = z.enum([
  'queued',
  'running',
  'awaiting',
  'completed',
  'failed',
  'interrupted',
])
export type TurnState = z.infer<typeof TurnState>

/** `person` wrote the message; `resume` asks to go on; the agent began the turn by itself (a background command ended). */
export const TurnOrigin = z.enum(['person', 'resume', 'agent'])
export type TurnOrigin = z.infer<typeof TurnOrigin>

/** Why a turn ended before its time: `stopped` by a person, `lost` with its process. */
export const InterruptReason = z.enum(['stopped', 'lost'])
export type InterruptReason = z.infer<typeof InterruptReason>

/**
 * How a message gets to an agent at work: `queue` when the turn ends, `into-turn` at its next step, `stop-first` after the
 * turn was interrupted. Where nothing is at work they are the same.
 */
export const Delivery = z.enum(['queue', 'into-turn', 'stop-first'])
export type Delivery = z.infer<typeof Delivery>

/** Tokens by kind, and what the API would have charged for them in US dollars. */
export const Tokens = z.object({
  inputTokens: z.number().int().nonnegative(),
  outputTokens: z.number().int().nonnegative(),
  cacheReadTokens: z.number().int().nonnegative(),
  cacheWriteTokens: z.number().int().nonnegative(),
  costUsd: z.number().nonnegative(),
})
export type Tokens = z.infer<typeof Tokens>

/** What one model used, by its full name. */
export const ModelUse = z.object({ model: z.string(), ...Tokens.shape })
export type ModelUse = z.infer<typeof ModelUse>

/** Tokens, API-equivalent dollars and milliseconds of one turn. */
export const Usage = z.object({
  ...Tokens.shape,
  durationMs: z.number().nonnegative(),
  /** What of it each model used. */
  models: z.array(ModelUse).optional(),
  /** Its agent ended before it told the whole: it used at least so much. No dollars: it was not asked what it cost. */
  partial: z.boolean().optional(),
})
export type Usage = z.infer<typeof Usage>

/** A place in a conversation, in the agent's own names. */
export const Leaf = z.object({ sessionId: z.string(), at: z.string() })
export type Leaf = z.infer<typeof Leaf>

export const Turn = z.object({
  id: TurnId,
  state: TurnState,
  origin: TurnOrigin,
  text: z.string(),
  images: z.array(MessageImage).optional(),
  queuedAt: Instant,
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  usage: Usage.nullable(),
  problem: ProblemValue.nullable(),
  reason: InterruptReason.nullable(),
  /** The agent's id of the line that ended it, so that reading that line again ends nothing else. */
  resultId: z.string().nullable(),
  /** The conversation and the agent's last words in it. Null where it told none. */
  leaf: Leaf.nullable().default(null),
  /** It waits until a person lets it go: the thread was stopped before its time came. */
  held: z.boolean().default(false),
  /** It is held by a usage limit: when the thread is resumed, it waits for its turn again. */
  parked: z.boolean().default(false),
  /** It was handed to the agent while another turn ran, and the agent has not taken it up yet. */
  handed: z.boolean().default(false),
  /** A person asked to break it off; its end is still to come. */
  interrupting: z.boolean().default(false),
})
export type Turn = z.infer<typeof Turn>

const ended = {
  turnId: TurnId,
  usage: Usage.nullable(),
  resultId: z.string().nullable(),
  leaf: Leaf.nullish(),
  /** How full the agent's context is behind it. Null: it has changed, and is to be measured. */
  context: ContextFill.nullish(),
}

export const turnEvents = [
  z.object({
    type: z.literal('turn.queued'),
    data: z.object({
      turnId: TurnId,
      origin: TurnOrigin,
      text: z.string(),
      images: z.array(MessageImage).optional(),
    }),
  }),
  /** While it waits: other words or images (none given: as before), another place (null: the last), taken back. */
  z.object({
    type: z.literal('turn.reworded'),
    data: z.object({
      turnId: TurnId,
      text: z.string(),
      images: z.array(MessageImage).optional(),
    }),
  }),
  z.object({
    type: z.literal('turn.moved'),
    data: z.object({ turnId: TurnId, before: TurnId.nullable() }),
  }),
  z.object({ type: z.literal('turn.withdrawn'), data: z.object({ turnId: TurnId }) }),
  z.object({
    type: z.literal('turn.held'),
    data: z.object({ turnId: TurnId, parked: z.boolean().optional() }),
  }),
  z.object({ type: z.literal('turn.released'), data: z.object({ turnId: TurnId }) }),
  /** Given to the agent at work. It takes it into the running turn (`turn.joined`) or begins the next one with it. */
  z.object({ type: z.literal('turn.handed'), data: z.object({ turnId: TurnId }) }),
  z.object({
    type: z.literal('turn.joined'),
    data: z.object({ turnId: TurnId, into: TurnId }),
  }),
  z.object({ type: z.literal('turn.interrupt-requested'), data: z.object({ turnId: TurnId }) }),
  z.object({
    type: z.literal('turn.started'),
    data: z.object({ turnId: TurnId, origin: TurnOrigin }),
  }),
  z.object({ type: z.literal('turn.completed'), data: z.object(ended) }),
  z.object({ type: z.literal('turn.failed'), data: z.object({ ...ended, problem: ProblemValue }) }),
  z.object({
    type: z.literal('turn.interrupted'),
    data: z.object({ ...ended, reason: InterruptReason }),
  }),
] as const
