// The calls about what changed in a thread's checkout: seeing it, staging it, taking it back.
import { z } from 'zod'
import { ThreadId, TurnId } from '../nouns/ids.ts'
import { BranchState, ChangedFile, ChangeScope, CheckoutPath } from '../nouns/review/change.ts'
import { Commit } from '../nouns/review/commit.ts'
import { FileDiff } from '../nouns/review/file-diff.ts'
import { Kept, KeptId } from '../nouns/review/kept.ts'
import { call } from './call.ts'
import { threadParams } from './parts.ts'

const ObjectName = z
  .string()
  .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'the whole name of a git object')

/** Typed by its buffer, so that it can be an answer's body as it is. */
const Bytes = z.instanceof(Uint8Array)

const between = z.object({
  scope: ChangeScope,
  /** Of scope `turn`. */
  turnId: TurnId.optional(),
  /** Of scope `commit`. */
  commit: ObjectName.optional(),
})

/** Lines of a file that are meant, by the hunks of its diff: whole hunks, or single `+` and `-` lines by their index. */
export const HunkPick = z.object({
  hunk: z.number().int().min(0),
  lines: z.array(z.number().int().min(0)).min(1).optional(),
})
export type HunkPick = z.infer<typeof HunkPick>

/** A path, and the one before the file was renamed, as the list of changes tells them. */
const file = { path: CheckoutPath, from: CheckoutPath.optional() }

/** A file that is meant, as it was seen; without `hunks`: all of it. */
export const FilePick = z.object({
  ...file,
  /** Its version as it was seen; another one is refused with `changed_meanwhile`. */
  version: z.string().max(200),
  hunks: z.array(HunkPick).min(1).optional(),
})
export type FilePick = z.infer<typeof FilePick>

export const reviewCalls = {
  readChanges: call({
    method: 'GET',
    path: '/api/threads/:id/changes',
    summary: 'What changed in a thread’s checkout, file by file, and where its branch stands',
    params: threadParams,
    query: between.extend({
      /** So many files are listed, those that come first by their paths. */
      most: z.coerce.number().int().min(1).max(1_000_000).default(10_000),
    }),
    result: z.object({
      state: BranchState,
      /** By path; at most `most` of the `total`. */
      files: z.array(ChangedFile),
      total: z.number().int(),
    }),
  }),
  readDiff: call({
    method: 'GET',
    path: '/api/threads/:id/diff',
    summary: 'One file’s change, line by line',
    params: threadParams,
    query: between.extend({
      ...file,
      /** Lines around each change. */
      context: z.coerce.number().int().min(0).max(100_000).default(3),
      /** Leaves out changes of white space alone; such a diff cannot be staged by hunk. */
      ignoreSpace: z.stringbool().optional(),
      /** Also what is too large to be shown unasked. */
      whole: z.stringbool().optional(),
    }),
    result: FileDiff,
  }),
  readFileSide: call({
    method: 'GET',
    path: '/api/threads/:id/file-side',
    summary: 'The bytes of one side of a changed file, for images; at most 10 MB',
    params: threadParams,
    query: between.extend({ ...file, side: z.enum(['before', 'after']) }),
    gives: 'bytes',
    result: z.object({ mediaType: z.string(), bytes: Bytes }),
  }),
  listCommits: call({
    method: 'GET',
    path: '/api/threads/:id/commits',
    summary: 'The commits of a thread’s branch since it parted from its base, newest first',
    params: threadParams,
    query: z.object({
      limit: z.coerce.number().int().min(1).max(500).default(100),
      /** Beginning with which; the newest is 0. */
      from: z.coerce.number().int().min(0).max(10_000_000).default(0),
    }),
    result: z.object({
      commits: z.array(Commit),
      /** Older ones follow. */
      more: z.boolean(),
    }),
  }),
} as const

/** What these files still are in the scope that they were taken from; one that is not among them has gone from it. */
const left = z.array(ChangedFile)

export const stageCalls = {
  stageChanges: call({
    method: 'POST',
    path: '/api/threads/:id/stage',
    summary:
      'Stages files, hunks or lines of scope `unstaged`, or unstages those of scope `staged`. Nothing is lost by either',
    params: threadParams,
    body: z.object({
      action: z.enum(['stage', 'unstage']),
      files: z.array(FilePick).min(1).max(10_000),
    }),
    result: z.object({ left }),
  }),
  revertChanges: call({
    method: 'POST',
    path: '/api/threads/:id/revert',
    summary:
      'Takes files, hunks or lines of scope `unstaged` back to what the index holds; an untracked file goes. What was there is kept, and can be had back',
    params: threadParams,
    body: z.object({ files: z.array(FilePick).min(1).max(10_000) }),
    result: z.object({ left, kept: Kept }),
  }),
  listKept: call({
    method: 'GET',
    path: '/api/kept',
    summary: 'What was kept before something was thrown away, newest first',
    query: z.object({ threadId: ThreadId.optional() }),
    result: z.object({
      kept: z.array(Kept),
      /** Names of projects whose repositories did not answer: what they keep is not known. */
      unread: z.array(z.string()),
    }),
  }),
  restoreKept: call({
    method: 'POST',
    path: '/api/kept/:id/restore',
    summary:
      'Puts back the files that were thrown away; what stands in their place now is kept first. Of a deleted thread: brings it back',
    params: z.object({ id: KeptId }),
    /** What stood in their place; null: a thread came back. */
    result: z.object({ kept: Kept.nullable() }),
  }),
} as const
