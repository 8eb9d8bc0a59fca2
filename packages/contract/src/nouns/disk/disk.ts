// What lies on the disk for an owner's projects: the checkouts of their repositories, whoever made them.
import { z } from 'zod'
import { ProjectId, ThreadId } from '../ids.ts'

/**
 * - `thread`: the worktree of a thread.
 * - `ready`: a checkout that waits to become the next thread's worktree.
 * - `orphan`: a folder where worktrees of threads lie, of which no thread knows.
 * - `foreign`: a worktree of the repository that somebody else made.
 * - `left`: a folder where worktrees of threads lie, of a project that is not on the list any more.
 * - `gone`: git knows it as a worktree, and there is no folder.
 */
export const DiskPlaceKind = z.enum(['thread', 'ready', 'orphan', 'foreign', 'left', 'gone'])
export type DiskPlaceKind = z.infer<typeof DiskPlaceKind>

export const DiskPlace = z.object({
  path: z.string(),
  kind: DiskPlaceKind,
  /** Null where it was of a project that was erased. */
  projectId: ProjectId.nullable(),
  /** The project that was taken off the list, as long as it is remembered. */
  formerly: z.object({ name: z.string(), path: z.string() }).nullable(),
  /** Of a thread's worktree. */
  thread: z.object({ id: ThreadId, title: z.string(), archived: z.boolean() }).nullable(),
  branch: z.string().nullable(),
  /** Git knows it as a worktree of the repository. */
  isListed: z.boolean(),
  /** The folder that it lay in is gone as well, or empty: its disk may not be mounted. */
  isAway: z.boolean(),
  /** Somebody asked git to keep it. */
  isLocked: z.boolean(),
})
export type DiskPlace = z.infer<typeof DiskPlace>

/** What a folder takes. What a file system stores once for several files (clones) counts for each of them. */
export const DiskSize = z.object({
  bytes: z.number().int().nonnegative(),
  /** Of these, in files that also have a name elsewhere: removing the folder frees none of them. */
  sharedBytes: z.number().int().nonnegative(),
  files: z.number().int().nonnegative(),
  /** False: it holds more than was looked at, so it takes at least this. */
  isWhole: z.boolean(),
})
export type DiskSize = z.infer<typeof DiskSize>
