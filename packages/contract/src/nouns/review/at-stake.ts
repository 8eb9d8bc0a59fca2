// What would go with a thread's worktree if the thread were deleted.
import { z } from 'zod'
import { Operation } from './change.ts'

/** The first of some paths, and how many there are. */
export const Named = z.object({ paths: z.array(z.string()), total: z.number().int() })
export type Named = z.infer<typeof Named>

/** An ignored file, or a folder (with a slash behind it) of which all is ignored. */
export const IgnoredAtStake = z.object({
  path: z.string(),
  files: z.number().int(),
  bytes: z.number().int(),
  /** There are more files and bytes: a large folder is not walked to its end. */
  more: z.boolean(),
  /** How much of it is kept for 30 days; the rest goes for good. */
  kept: z.enum(['all', 'some', 'none']),
})
export type IgnoredAtStake = z.infer<typeof IgnoredAtStake>

/** A file, or a folder with a slash behind it, that git cannot take as it lies there. */
export const RefusedAtStake = z.object({
  path: z.string(),
  /**
   * `name`: git takes no such name, as those in a `.git` that is no repository. `encoding`: its name is no text.
   * `unreadable`: it could not be opened.
   */
  reason: z.enum(['name', 'encoding', 'unreadable']),
  /** It is kept for 30 days beside what git takes; else it stays where it is, and the folder with it. */
  kept: z.boolean(),
})
export type RefusedAtStake = z.infer<typeof RefusedAtStake>

/**
 * `worktree`: whether it is still the repository's own. What could not be found out may be there; it is never taken for
 * nothing.
 */
export const StakeQuestion = z.enum(['worktree', 'changes', 'ignored', 'commits', 'submodules'])
export type StakeQuestion = z.infer<typeof StakeQuestion>

export const AtStake = z.object({
  /** The same as long as all of this is; null: nothing is at stake, and nobody need be asked. */
  stake: z.string().nullable(),
  /** Commits that no other branch, remote branch or tag holds. Those of a branch stay with it. */
  commits: z.object({ branch: z.string().nullable(), count: z.number().int() }),
  staged: Named,
  unstaged: Named,
  untracked: Named,
  /** The first of them, the largest first. */
  ignored: z.object({ entries: z.array(IgnoredAtStake), total: z.number().int() }),
  /** The first of them. Files with such names are no part of the lists above. */
  refused: z.object({ entries: z.array(RefusedAtStake), total: z.number().int() }),
  operation: Operation.nullable(),
  /** Repositories inside: submodules with work that no remote has, and clones. They cannot be kept. */
  repositories: Named,
  unknown: z.array(StakeQuestion),
  /** The folder that is left where it is, because not all of it could be kept; null: it is removed. */
  stays: z.string().nullable(),
})
export type AtStake = z.infer<typeof AtStake>
