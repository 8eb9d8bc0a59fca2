// How full an agent's context is: how much of it each new request carries, and what that is made of.
import { z } from 'zod'
import { Instant, TurnId } from '../ids.ts'

const Tokens = z.number().int().nonnegative()

/** What a part of the context is; what the agent calls by another name is `other`. */
export const ContextPartKind = z.enum([
  'system-prompt',
  'system-tools',
  'mcp-tools',
  'agents',
  'memory',
  'skills',
  'messages',
  'other',
])
export type ContextPartKind = z.infer<typeof ContextPartKind>

/** In tokens. */
export const ContextFill = z.object({ tokens: Tokens, window: Tokens.min(1) })
export type ContextFill = z.infer<typeof ContextFill>

/** As the agent counted it when it was asked. */
export const ContextMeasure = ContextFill.extend({
  /** The turn that ran, or had ended, when it was asked. */
  turnId: TurnId,
  /** At so many tokens the agent sums its conversation up by itself. Null: it does not. */
  compactAt: Tokens.nullable(),
  parts: z.array(
    z.object({
      kind: ContextPartKind,
      /** As the agent calls it. */
      name: z.string().max(60),
      tokens: Tokens,
    }),
  ),
})
export type ContextMeasure = z.infer<typeof ContextMeasure>

/** As it is now, and as it was measured last. Null there: something has changed it since. */
export const Context = ContextFill.extend({
  measured: ContextMeasure.extend({ at: Instant }).nullable(),
})
export type Context = z.infer<typeof Context>
