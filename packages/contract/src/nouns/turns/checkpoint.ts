// What a thread's files were before or after a turn, kept under a hidden ref, and its events.
import { z } from 'zod'
import { Instant, TurnId } from '../ids.ts'
import { ProblemValue } from '../problem.ts'

export const CheckpointPlace = z.enum(['before', 'after'])
export type CheckpointPlace = z.infer<typeof CheckpointPlace>

const ofTurn = { turnId: TurnId, place: CheckpointPlace }

export const Checkpoint = z.object({
  ...ofTurn,
  at: Instant,
  /** Null where the files could not be kept. */
  commit: z.string().nullable(),
  /** How many files are left out: too large, unreadable, or in a repository of their own. */
  omitted: z.number().int().nonnegative(),
  problem: ProblemValue.nullable(),
  /** The lines that the turn’s commands changed are still to be read. */
  linesWanted: z.boolean().optional(),
})
export type Checkpoint = z.infer<typeof Checkpoint>

/** Lines of one file that a turn changed, each behind a `+` or a `-`. */
export const ChangedLines = z.object({ path: z.string(), lines: z.array(z.string()) })
export type ChangedLines = z.infer<typeof ChangedLines>

export const checkpointEvents = [
  z.object({
    type: z.literal('checkpoint.captured'),
    data: z.object({
      ...ofTurn,
      commit: z.string(),
      /** How many are left out, and the first of them. */
      omitted: z.number().int().nonnegative(),
      omittedPaths: z.array(z.string()),
      /** Behind a turn: paths of files that are not as they were before it, the first of them. */
      changedPaths: z.array(z.string()).optional(),
      /** Some of them no edit of the agent’s tells of: their lines are read afterwards, for search. */
      linesWanted: z.boolean().optional(),
    }),
  }),
  z.object({
    type: z.literal('checkpoint.lines-read'),
    data: z.object({
      turnId: TurnId,
      files: z.array(ChangedLines),
      /** How many files are not told of, or not in full: too many or too long lines, or none that are text. */
      omitted: z.number().int().nonnegative(),
    }),
  }),
  z.object({
    type: z.literal('checkpoint.failed'),
    data: z.object({ ...ofTurn, problem: ProblemValue }),
  }),
] as const
