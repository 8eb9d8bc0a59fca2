// Going back to an earlier message: the files, the conversation or both; and the undoing of that, which is one too.
import { z } from 'zod'
import { Approval } from '../approval.ts'
import { Instant, TurnId } from '../ids.ts'
import { Item } from '../item.ts'
import { ProblemValue } from '../problem.ts'
import { Turn } from '../turn.ts'

export const RewindId = z.uuid().brand<'RewindId'>()
export type RewindId = z.infer<typeof RewindId>

export const RewindWhat = z.enum(['files', 'conversation', 'both'])
export type RewindWhat = z.infer<typeof RewindWhat>

/** Where the next run takes the conversation up: a copy of this one up to there (null: all of it), or a new one. */
export const ContinueAt = z.object({ sessionId: z.string().nullable(), at: z.string().nullable() })
export type ContinueAt = z.infer<typeof ContinueAt>

/** What went out of sight, to be put back by an undo. */
const Taken = z.object({
  turns: z.array(Turn),
  items: z.array(Item),
  approvals: z.array(Approval),
  /** How many turns and items stayed in front of them; those that wait are not counted. */
  turnsBefore: z.number().int(),
  itemsBefore: z.number().int(),
  continueAt: ContinueAt,
})

export const Rewind = z.object({
  id: RewindId,
  /** The message that was gone back to: what was before it. */
  turnId: TurnId,
  what: RewindWhat,
  state: z.enum(['requested', 'done', 'failed', 'undone']),
  at: Instant,
  /** The checkpoint that the files are set to. */
  to: z.string().nullable(),
  undoes: RewindId.nullable(),
  /** A message that is said when it is done, and not said when it fails. */
  message: TurnId.nullable(),
  /** The checkpoint of what the files were before it. */
  safety: z.string().nullable(),
  taken: Taken.nullable(),
})
export type Rewind = z.infer<typeof Rewind>

export const rewindEvents = [
  z.object({
    type: z.literal('rewind.requested'),
    data: z.object({
      rewindId: RewindId,
      turnId: TurnId,
      what: RewindWhat,
      to: z.string().nullable(),
      undoes: RewindId.optional(),
      message: TurnId.optional(),
    }),
  }),
  z.object({
    type: z.literal('rewind.completed'),
    data: z.object({
      rewindId: RewindId,
      safety: z.string().nullable(),
      /** How many files were changed, and the first of those that had to be left as they are. */
      changed: z.number().int().nonnegative(),
      left: z.array(z.string()),
      /** Of a rewind of the conversation. */
      continueAt: ContinueAt.nullable(),
    }),
  }),
  z.object({
    type: z.literal('rewind.failed'),
    data: z.object({ rewindId: RewindId, problem: ProblemValue }),
  }),
] as const
