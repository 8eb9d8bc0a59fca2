// The git checkout that a thread works in, and its events.
import { z } from 'zod'
import { ProblemValue } from './problem.ts'

export const WorktreeState = z.enum(['requested', 'ready', 'failed', 'removed'])
export type WorktreeState = z.infer<typeof WorktreeState>

export const Worktree = z.object({
  state: WorktreeState,
  path: z.string(),
  branch: z.string(),
  base: z.string(),
  /** The commit it began at. Known once it was ready for the first time. */
  commit: z.string().nullable(),
  problem: ProblemValue.nullable(),
  /** The checkpoint whose files, and whose commit, it begins with. Null: with the base. */
  files: z.string().nullable().default(null),
  /** Somebody else made it, and the thread works in it where it is: it stays when the thread goes. */
  adopted: z.boolean().optional(),
})
export type Worktree = z.infer<typeof Worktree>

export const worktreeEvents = [
  z.object({
    type: z.literal('worktree.requested'),
    data: z.object({
      path: z.string(),
      branch: z.string(),
      base: z.string(),
      files: z.string().optional(),
      adopted: z.boolean().optional(),
    }),
  }),
  z.object({
    type: z.literal('worktree.ready'),
    data: z.object({ path: z.string(), branch: z.string(), commit: z.string() }),
  }),
  /** It could not be made; or one that was ready can no longer be worked in. */
  z.object({ type: z.literal('worktree.failed'), data: z.object({ problem: ProblemValue }) }),
  /** Its folder is gone; the thread's branch may make another. */
  z.object({
    type: z.literal('worktree.removed'),
    data: z.object({ problem: ProblemValue.optional() }),
  }),
] as const
