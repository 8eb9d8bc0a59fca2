// How a branch gets from its checkout to others: pushed, brought up to date, merged.
import { z } from 'zod'
import { ThreadId } from '../ids.ts'

export const PushProgress = z.object({
  phase: z.enum(['counting', 'compressing', 'sending', 'settling']),
  percent: z.number().int().min(0).max(100).nullable(),
})
export type PushProgress = z.infer<typeof PushProgress>

/**
 * Why a push came back. `behind`: the branch there has commits that are not here. `stale`: it moved since it was looked
 * at. `hook`, `protected`: the other side let it in for no one, or not for this person. `own-hook`: a hook of this
 * repository. `checked-out`: somebody works in it there. `untrusted`: the other side lies on this machine, and would run
 * programs of its own. `signed-out`: no, or the wrong, credentials.
 */
export const PushRefusal = z.enum([
  'behind',
  'stale',
  'hook',
  'protected',
  'own-hook',
  'checked-out',
  'untrusted',
  'signed-out',
  'no-repository',
  'unreachable',
  'other',
])
export type PushRefusal = z.infer<typeof PushRefusal>

/**
 * How a conflict is solved: by the thread's own work, by what it is brought together with, by both of these one below the
 * other, or as the file is now.
 */
export const ConflictSide = z.enum(['ours', 'theirs', 'both', 'edited'])
export type ConflictSide = z.infer<typeof ConflictSide>

export const ConflictedFile = z.object({
  path: z.string(),
  /** Whether each side still has the file. */
  ours: z.boolean(),
  theirs: z.boolean(),
})
export type ConflictedFile = z.infer<typeof ConflictedFile>

/** What a merge would come to; nothing is changed by asking. */
export const Prediction = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('clean') }),
  /** There is nothing to bring over. */
  z.object({ kind: z.literal('nothing') }),
  z.object({ kind: z.literal('conflicts'), paths: z.array(z.string()) }),
  /** This git cannot tell (before 2.38), or the base is no branch any more. */
  z.object({ kind: z.literal('unknown') }),
])
export type Prediction = z.infer<typeof Prediction>

/** Another thread of the project whose work conflicts with this one’s. */
export const ThreadConflict = z.object({
  threadId: ThreadId,
  title: z.string(),
  paths: z.array(z.string()),
})
export type ThreadConflict = z.infer<typeof ThreadConflict>

export const MergeHow = z.enum(['merge', 'squash', 'rebase'])
export type MergeHow = z.infer<typeof MergeHow>
