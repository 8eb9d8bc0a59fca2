// A conversation that a person held with the agent's own program, outside of any thread; and the thread that goes on with it.
import { z } from 'zod'
import { Instant, ThreadId, TurnId } from '../ids.ts'
import { Turn } from '../turn.ts'
import { ContinueAt } from '../turns/rewind.ts'

/** The program's own name of it. */
export const SessionId = z.uuid().brand<'SessionId'>()
export type SessionId = z.infer<typeof SessionId>

export const Session = z.object({
  id: SessionId,
  /** As it was named by a person or by the program; null where by nobody. */
  title: z.string().nullable(),
  /** What its first message begins with; empty where that was not found. */
  opening: z.string(),
  startedAt: Instant.nullable(),
  /** When it was last written to. */
  at: Instant,
  /** The branch that was checked out there at its end. */
  branch: z.string().nullable(),
  /** The folder that it was held in. */
  folder: z.string(),
  /** What a person and the agent said. Of a long one only its beginning and its end are counted: `exact` tells. */
  messages: z.object({ count: z.number().int().nonnegative(), exact: z.boolean() }),
  bytes: z.number().int().nonnegative(),
  /** A program that runs now holds it. */
  isOpen: z.boolean(),
  /** The thread that goes on with it. */
  thread: z.object({ id: ThreadId, title: z.string() }).nullable(),
})
export type Session = z.infer<typeof Session>

/**
 * Why a file in the program's folder is not listed: a link, another user's, no plain file, unreadable, or nothing in it is
 * a line of a session.
 */
export const SessionFault = z.enum(['link', 'foreign', 'special', 'unreadable', 'no-session'])
export type SessionFault = z.infer<typeof SessionFault>

export const SkippedSession = z.object({ name: z.string(), why: SessionFault })
export type SkippedSession = z.infer<typeof SkippedSession>

/** Where the beginning of a thread comes from. */
export const ImportOrigin = z.object({
  sessionId: SessionId,
  title: z.string(),
  /** The folder and the branch that it was held in. */
  folder: z.string(),
  branch: z.string().nullable(),
  /** The last turn that was taken over, and when the session was last written to. */
  turnId: TurnId,
  at: Instant,
  /** How many items in front of those that were taken over were left out; the agent knows them all the same. */
  omitted: z.number().int().nonnegative(),
})
export type ImportOrigin = z.infer<typeof ImportOrigin>

export const importEvents = [
  /** What was said comes behind it, as completed items with the times of then. */
  z.object({
    type: z.literal('import.begun'),
    data: z.object({ imported: ImportOrigin, turns: z.array(Turn), continueAt: ContinueAt }),
  }),
] as const
