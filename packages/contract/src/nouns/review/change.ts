// What changed in a thread's checkout, file by file.
import { z } from 'zod'

/** A path inside a checkout, with `/` between its parts, as git names it; it may hold a newline, never a NUL. */
export const CheckoutPath = z
  .string()
  .min(1)
  .max(4096)
  .refine(
    (path) =>
      !path.includes('\0') &&
      !path.startsWith('/') &&
      !path.split('/').some((part) => part === '' || part === '.' || part === '..'),
    'a path inside the checkout',
  )

/**
 * Between which two states changes are looked at. `branch`: the merge base with the thread's base, and the files as they
 * are. `uncommitted`: HEAD and the files. `staged`: HEAD and the index. `unstaged`: the index and the files, untracked
 * ones among them: what is left to review, since what is staged was approved. `turn`: the checkpoints before and behind
 * a turn. `commit`: a commit and its first parent.
 */
export const ChangeScope = z.enum(['branch', 'uncommitted', 'staged', 'unstaged', 'turn', 'commit'])
export type ChangeScope = z.infer<typeof ChangeScope>

export const ChangeKind = z.enum([
  'added',
  'untracked',
  'modified',
  'deleted',
  'renamed',
  'type-changed',
  'conflicted',
])
export type ChangeKind = z.infer<typeof ChangeKind>

/** How a file can be shown. */
export const FileForm = z.enum(['text', 'binary', 'image', 'symlink', 'submodule'])
export type FileForm = z.infer<typeof FileForm>

export const ChangedFile = z.object({
  path: z.string(),
  /** Its path before it was renamed. */
  from: z.string().nullable(),
  kind: ChangeKind,
  form: FileForm,
  /** Octal file modes (`100644`, `100755`, `120000`, `160000`), null where there is no file. */
  modes: z.object({ before: z.string().nullable(), after: z.string().nullable() }),
  /** Lines; null where they cannot be counted (binary, submodule) or were not (too large). */
  added: z.number().int().nullable(),
  removed: z.number().int().nullable(),
  /** How much of what is uncommitted of it is staged; null: nothing of it is uncommitted. */
  staged: z.enum(['none', 'partly', 'all']).nullable(),
  /** The same as long as both sides of the change are; what was viewed under it stays viewed. */
  version: z.string(),
})
export type ChangedFile = z.infer<typeof ChangedFile>

/** What git is in the middle of in a checkout. */
export const Operation = z.enum(['merge', 'rebase', 'cherry-pick', 'revert', 'bisect'])
export type Operation = z.infer<typeof Operation>

/** Where a checkout's branch stands. */
export const BranchState = z.object({
  /** Null: HEAD is detached. */
  branch: z.string().nullable(),
  /** Null: no commit yet. */
  head: z.string().nullable(),
  /** What it will be merged into, and where the two parted; null where there is none. */
  base: z
    .object({
      name: z.string(),
      mergeBase: z.string().nullable(),
      ahead: z.number().int(),
      behind: z.number().int(),
      /** The branch of a remote that an update asks for what is new, as `origin/main`; null: none. */
      upstream: z.string().nullable(),
    })
    .nullable(),
  /** The branch where this one is pushed to, as it was last seen; null: it never was. */
  upstream: z
    .object({
      /** `origin/feature`; `https://…#feature` at an address that bears no name. */
      name: z.string(),
      /** Its remote branch is gone. */
      gone: z.boolean(),
      ahead: z.number().int(),
      behind: z.number().int(),
    })
    .nullable(),
  /** Names of the remotes, the one that is pushed to first; an address where that bears no name. */
  remotes: z.array(z.string()),
  operation: Operation.nullable(),
  /** Which one that is: no other operation has it, also of the same kind. Null: none is under way. */
  stamp: z.string().nullable(),
  /** How many files have something unstaged, staged, or in conflict. */
  unstaged: z.number().int(),
  staged: z.number().int(),
  conflicted: z.number().int(),
  /** What commits would be signed with as their author; null: git knows no name or address. */
  identity: z.object({ name: z.string(), email: z.string() }).nullable(),
  /** Git, or an agent, holds the index at this moment. */
  locked: z.boolean(),
  /** What a commit would hold, of what is staged and of all that is not committed: the same as long as that is. */
  versions: z.object({ staged: z.string(), all: z.string() }),
})
export type BranchState = z.infer<typeof BranchState>
