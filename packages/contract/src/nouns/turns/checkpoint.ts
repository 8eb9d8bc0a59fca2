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
})
export type Checkpoint = z.infer<typeof Checkpoint>

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
    }),
  }),
  z.object({
    type: z.literal('checkpoint.failed'),
    data: z.object({ ...ofTurn, problem: ProblemValue }),
  }),
] as const
