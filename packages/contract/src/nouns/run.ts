// One agent process from start to exit (it serves many turns), and its events.
import { z } from 'zod'
import { ContextMeasure } from './agent/context.ts'
import { SlashCommand } from './agent/slash-command.ts'
import { Instant, RunId } from './ids.ts'

export const RunState = z.enum(['requested', 'live', 'exited', 'lost'])
export type RunState = z.infer<typeof RunState>

/** A conversation and how far of it; null: all of it. */
const Copies = z.object({ sessionId: z.string(), at: z.string().nullable() })

export const Run = z.object({
  id: RunId,
  state: RunState,
  /** The agent's own name of the conversation, by which a later run takes it up again. */
  sessionId: z.string(),
  agentVersion: z.string().nullable(),
  /** A person asked to stop it; its end is still to come. */
  stopping: z.boolean(),
  /** Since when nothing was heard of it although it should be at work. It may go on by itself. */
  stalledAt: Instant.nullable(),
  /** It begins with a copy of this conversation, up to there, and has not named its own yet. */
  copies: Copies.nullable().default(null),
})
export type Run = z.infer<typeof Run>

export const runEvents = [
  z.object({
    type: z.literal('run.requested'),
    data: z.object({
      runId: RunId,
      sessionId: z.string(),
      resumes: z.boolean(),
      copies: Copies.optional(),
    }),
  }),
  z.object({ type: z.literal('run.started'), data: z.object({ runId: RunId }) }),
  /** The agent named its conversation: at the first turn, and anew after it was cleared. */
  z.object({
    type: z.literal('run.identified'),
    data: z.object({ runId: RunId, sessionId: z.string(), agentVersion: z.string() }),
  }),
  /** What the agent understands behind a slash, where it differs from what the thread knew. */
  z.object({
    type: z.literal('run.commands-told'),
    data: z.object({ runId: RunId, commands: z.array(SlashCommand) }),
  }),
  /** How full its context is, as it counted. */
  z.object({
    type: z.literal('run.context-measured'),
    data: z.object({ runId: RunId, context: ContextMeasure }),
  }),
  z.object({ type: z.literal('run.stop-requested'), data: z.object({ runId: RunId }) }),
  /** Nothing was heard of it for long although it should be at work. */
  z.object({
    type: z.literal('run.stalled'),
    data: z.object({ runId: RunId, since: Instant.optional() }),
  }),
  z.object({ type: z.literal('run.revived'), data: z.object({ runId: RunId }) }),
  z.object({
    type: z.literal('run.exited'),
    data: z.object({
      runId: RunId,
      code: z.number().int().nullable(),
      signal: z.string().nullable(),
    }),
  }),
  /** Its process is gone and left no exit record. */
  z.object({ type: z.literal('run.lost'), data: z.object({ runId: RunId }) }),
] as const
