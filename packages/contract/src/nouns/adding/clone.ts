// A repository on its way here from somewhere else; and one that was found on the disk.
import { z } from 'zod'
import { Instant, ProjectId } from '../ids.ts'
import { ProblemValue } from '../problem.ts'

export const CloneId = z.uuid().brand<'CloneId'>()
export type CloneId = z.infer<typeof CloneId>

/** What git does just now, in this order; what is small skips some. */
export const ClonePhase = z.enum([
  'connecting',
  'counting',
  'compressing',
  'receiving',
  'settling',
  'writing',
])

export const CloneProgress = z.object({
  phase: ClonePhase,
  /** Of this phase; null where git does not tell. */
  percent: z.number().int().min(0).max(100).nullable(),
  /** What came so far, and how much comes in a second. */
  bytes: z.number().nullable(),
  bytesPerSecond: z.number().nullable(),
})
export type CloneProgress = z.infer<typeof CloneProgress>

export const Clone = z.object({
  id: CloneId,
  /** Where it comes from. No address that holds a name or a password is taken, so it holds none. */
  from: z.string(),
  /** Where it will lie. */
  path: z.string(),
  startedAt: Instant,
  state: z.enum(['running', 'done', 'failed', 'cancelled']),
  progress: CloneProgress,
  /** Why it failed or, of one that is done, why no project came of it; null where neither is so. */
  problem: ProblemValue.nullable(),
  /** The project that came of it. */
  projectId: ProjectId.nullable(),
})
export type Clone = z.infer<typeof Clone>

export const FoundRepository = z.object({
  path: z.string(),
  /** When something last happened in it, as far as its files tell. */
  touchedAt: Instant,
})
export type FoundRepository = z.infer<typeof FoundRepository>
