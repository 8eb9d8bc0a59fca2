// The calls about a thread's branch: its commits, how they get to others, and how it is kept up with them.
import { z } from 'zod'
import { Operation } from '../nouns/review/change.ts'
import { Kept } from '../nouns/review/kept.ts'
import {
  ConflictedFile,
  ConflictSide,
  MergeHow,
  Prediction,
  PushProgress,
  ThreadConflict,
} from '../nouns/review/publish.ts'
import { call } from './call.ts'
import { threadParams, Written } from './parts.ts'
import { FilePick } from './review-calls.ts'

const ObjectName = z
  .string()
  .regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'the whole name of a git object')

/** What a person saw of HEAD when they decided; another one is refused with `head_moved`. Null: no commit yet. */
const Head = ObjectName.nullable()
const Message = z
  .string()
  .max(100_000)
  .refine((text) => text.trim() !== '', 'a commit needs a message')
  .refine((text) => !text.includes('\0'), 'a message holds no NUL')

/** The project is not trusted: its hooks would have run and did not. */
const hooksSkipped = z.boolean()

const UpdateResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('updated'),
    head: z.string(),
    hooksSkipped,
    /** What the branch was before, to be had back; null: its name is not known. */
    kept: Kept.nullable(),
  }),
  /** It held all of that already. */
  z.object({
    kind: z.literal('current'),
    head: z.string(),
    /** The branch of a remote that was asked, as `origin/main`; null: none was. */
    asked: z.string().nullable(),
  }),
  /** They are in the files, and wait to be solved, handed to the agent, or taken back with all the rest. */
  z.object({
    kind: z.literal('conflicts'),
    operation: Operation,
    files: z.array(ConflictedFile),
  }),
])
export type UpdateResult = z.infer<typeof UpdateResult>

const commitCalls = {
  proposeMessage: call({
    method: 'POST',
    path: '/api/threads/:id/commit-message',
    summary:
      'A message for what is staged, or for all there is; with `amend` for the last commit together with what is staged. In the project’s `commitStyle`: worded by the thread’s agent, or by its model while the agent rests; where neither answers, put together from the thread',
    params: threadParams,
    body: z.object({ all: z.boolean().default(false), amend: z.boolean().default(false) }),
    result: z.object({ message: z.string(), by: z.enum(['agent', 'thread']) }),
  }),
  commit: call({
    method: 'POST',
    path: '/api/threads/:id/commit',
    summary:
      'Commits what is staged, or all there is. Where `seen` names what was seen of it, anything else is refused (`changed_meanwhile`); without, whatever lies there by then is committed. A hook that refuses (`hook_refused`) leaves everything as it was',
    params: threadParams,
    body: z.object({
      message: Message,
      head: Head,
      amend: z.boolean().default(false),
      signOff: z.boolean().default(false),
      /** Stages everything first, new files too. */
      all: z.boolean().default(false),
      /** Of the `versions` that a list of changes told: `all` where all is to be committed, else `staged`. */
      seen: z.string().max(200).optional(),
    }),
    result: z.object({
      commit: z.string(),
      /** Files of it that are other than what was staged when git began: a hook changed them, or somebody beside it. */
      changedMeanwhile: z.number().int(),
      /** The end of what hooks printed, and git beside its summary. */
      output: z.string(),
      /** Lines that stood before it. */
      omitted: z.number().int(),
      hooksSkipped,
      /** It was to be signed, and is not: the project is not trusted. */
      signingSkipped: z.boolean(),
    }),
  }),
  readCommitting: call({
    method: 'GET',
    path: '/api/threads/:id/commit',
    summary: 'What hooks have printed by now of the commit that is being made; null where none is',
    params: threadParams,
    result: z.object({
      running: z.object({ output: z.string(), omitted: z.number().int() }).nullable(),
    }),
  }),
  stopCommit: call({
    method: 'POST',
    path: '/api/threads/:id/commit/stop',
    summary:
      'Breaks off the commit that is being made, with what its hooks started: no commit is made, and what was staged is as it was',
    params: threadParams,
    result: z.object({ stopped: z.boolean() }),
  }),
} as const

const pushCalls = {
  pushBranch: call({
    method: 'POST',
    path: '/api/threads/:id/push',
    summary:
      'Pushes the thread’s branch to where git would: at a remote to the one of the same name, which becomes its upstream; at an address that bears no name to the one that it follows. Refused with `push_refused`, whose `reason` is a PushRefusal, with `there`, the commit that lies there, where the two parted, and of its `ahead` commits that are not here how many are `theirs`: this branch never held them, and with the addresses that have `taken` it and those where it is `missing`, where there are several',
    params: threadParams,
    body: z.object({
      /** Overwrite the branch there, if it still is at this commit. Nothing else is ever forced. */
      over: ObjectName.optional(),
      /** What a person saw of HEAD when they decided; another one is refused with `head_moved`. */
      head: ObjectName.optional(),
    }),
    result: z.object({
      /** `origin/feature`; `https://…#feature` at an address that bears no name, without what is secret in it. */
      upstream: z.string(),
      commit: z.string(),
      /** It was there already. */
      current: z.boolean(),
      output: z.string(),
      hooksSkipped,
      /** Whose token for the host it went with; null: git had a way in of its own. Hooks do not run then. */
      login: z.string().nullable(),
    }),
  }),
  readBranchPush: call({
    method: 'GET',
    path: '/api/threads/:id/push',
    summary: 'How far the push is that runs; null when none does',
    params: threadParams,
    result: z.object({ progress: PushProgress.nullable() }),
  }),
  stopBranchPush: call({
    method: 'POST',
    path: '/api/threads/:id/push/stop',
    summary: 'Breaks off the push that runs',
    params: threadParams,
    result: z.object({ stopped: z.boolean() }),
  }),
} as const

const updateCalls = {
  updateBranch: call({
    method: 'POST',
    path: '/api/threads/:id/update',
    summary:
      'Brings what the base, or the upstream branch, has gained into the thread’s branch; what was there before is kept. A base that lies on a remote too is fetched first; where that fails, nothing is taken in',
    params: threadParams,
    body: z.object({
      from: z.enum(['base', 'upstream']),
      how: z.enum(['merge', 'rebase']),
      /** Takes the base as it is known here, and asks no remote. */
      here: z.boolean().default(false),
    }),
    result: UpdateResult,
  }),
  finishUpdate: call({
    method: 'POST',
    path: '/api/threads/:id/update/finish',
    summary:
      'Goes on with an update whose conflicts are solved, or puts everything back as it was. Where `seen` names what was seen of it, anything else is refused (`changed_meanwhile`, `head_moved`); without, whatever is under way by then is meant',
    params: threadParams,
    body: z.object({
      action: z.enum(['continue', 'abort']),
      seen: z
        .object({
          /** Of the `state` that a list of changes told. */
          stamp: z.string().max(200),
          head: Head,
          /** Of its `versions`: what going on would commit. */
          staged: z.string().max(200).optional(),
        })
        .optional(),
    }),
    result: z.union([
      UpdateResult,
      z.object({
        kind: z.literal('aborted'),
        head: z.string(),
        /** What somebody had written, and went; null: nothing. */
        kept: Kept.nullable(),
      }),
    ]),
  }),
  listConflicts: call({
    method: 'GET',
    path: '/api/threads/:id/conflicts',
    summary: 'The files in conflict, and which side still has them',
    params: threadParams,
    result: z.object({ operation: Operation.nullable(), files: z.array(ConflictedFile) }),
  }),
  resolveConflict: call({
    method: 'POST',
    path: '/api/threads/:id/conflicts/resolve',
    summary:
      'Solves one file by one of its sides, by both, or by what it is now. Where `version` names what was seen of it in a list of changes, anything else is refused (`changed_meanwhile`); without, whatever lies there by then is meant',
    params: threadParams,
    body: FilePick.pick({ path: true, from: true })
      .extend(FilePick.pick({ version: true }).partial().shape)
      .extend({ side: ConflictSide }),
    result: z.object({
      files: z.array(ConflictedFile),
      /** What lay there, and went; null: nothing. */
      kept: Kept.nullable(),
    }),
  }),
  handOverConflicts: call({
    method: 'POST',
    path: '/api/threads/:id/conflicts/hand-over',
    summary:
      'Asks the thread’s agent to solve its conflicts, and tells it what both sides were for',
    params: threadParams,
    result: Written,
    status: 202,
  }),
} as const

const mergeCalls = {
  predictMerge: call({
    method: 'GET',
    path: '/api/threads/:id/merge',
    summary:
      'What merging the thread’s branch into its base would come to, and which other threads of the project it conflicts with',
    params: threadParams,
    result: z.object({
      /** Null: there is no local branch to merge into. */
      base: z.string().nullable(),
      prediction: Prediction,
      threads: z.array(ThreadConflict),
    }),
  }),
  mergeBranch: call({
    method: 'POST',
    path: '/api/threads/:id/merge',
    summary:
      'Merges the thread’s branch into its base. Clean checkouts of the base follow; one with changes in the same files refuses it all',
    params: threadParams,
    body: z.object({ how: MergeHow, head: ObjectName, message: Message.optional() }),
    result: z.object({
      base: z.string(),
      commit: z.string(),
      before: z.string(),
      /** Checkouts of the base that follow it. */
      followed: z.array(z.string()),
      hooksSkipped,
    }),
  }),
} as const

export const publishCalls = { ...commitCalls, ...pushCalls, ...updateCalls, ...mergeCalls } as const
