// The part of the port that is about a thread's branch. Every refusal is a Problem that says what to do next.
import type {
  CallResult,
  Calls,
  ConflictedFile,
  ConflictSide,
  KeptId,
  MergeHow,
  Operation,
  OwnerId,
  Prediction,
  PushProgress,
  ThreadId,
} from '@a-parallel/shared'
import type { CredentialFor } from './git/token/credential.ts'
import type { BaseAsk } from './review-port.ts'

/** A checkout whose branch is worked on. */
export interface BranchAsk {
  repository: string
  path: string
  threadId: ThreadId
  /** It is the thread's own worktree, and not the project's checkout. */
  ownsCheckout: boolean
}

export interface CommitWish {
  message: string
  head: string | null
  amend: boolean
  signOff: boolean
  all: boolean
  /** Version of what is staged, or of all, as it was seen; another one is refused (`changed_meanwhile`). */
  seen?: string | undefined
  /** Given as often as hooks print: what they have printed by then. */
  onOutput?: (told: () => { output: string; omitted: number }) => void
  signal?: AbortSignal
}

export interface UpdateWish {
  from: 'base' | 'upstream'
  how: 'merge' | 'rebase'
  /** Takes the base as it is known here, and asks no remote. */
  here: boolean
  /** The name of the thread's base. */
  base: string
  /** As what is kept where the branch was, and whose that is. */
  id: KeptId
  owner: OwnerId
}

/** Another branch that work is done on. */
export interface OtherBranch {
  threadId: ThreadId
  branch: string
  /** Where its files were last kept, with what was not committed. */
  checkpoint: string | null
}

/** As `state` told it: which operation it is, where the branch was, and what going on would commit. */
export interface FinishSeen {
  stamp: string
  head: string | null
  staged?: string | undefined
}

export interface FinishWish {
  action: 'continue' | 'abort'
  /** What was seen of it; something else is refused (`changed_meanwhile`, `head_moved`). */
  seen?: FinishSeen | undefined
  /** As what is kept that an abort takes away, or where the branch was, and whose that is. */
  id: KeptId
  owner: OwnerId
}

export interface ResolveWish {
  file: string
  /** Its path before it was renamed, as it was seen. */
  from?: string | undefined
  side: ConflictSide
  /** Its version as a list of changes told it; another one is refused (`changed_meanwhile`). */
  version?: string | undefined
  /** The thread's base, which a version may be told since. */
  base: BaseAsk | null
  /** As what the file is kept that a side is put in the place of, and whose that is. */
  id: KeptId
  owner: OwnerId
}

export interface MergeWish {
  base: string
  how: MergeHow
  head: string
  message: string
}

/** What the two sides of a conflict did with the files in it. */
export interface ConflictSides {
  operation: Operation
  files: ConflictedFile[]
  /** Subjects of the commits that touched them, newest first. */
  ours: string[]
  theirs: string[]
  /** Branches whose work is part of the other side, and was not part of this one. */
  branches: string[]
}

type Result<C extends keyof Calls> = CallResult<Calls[C]>

export interface Publishing {
  commit(ask: BranchAsk & CommitWish): Promise<Result<'commit'>>
  /** What the commit is to hold, and the subjects of the last commits. */
  describe(
    ask: BranchAsk & { all: boolean; amend: boolean },
  ): Promise<{ staged: string; subjects: string[] }>
  push(
    ask: BranchAsk & {
      over: string | null
      /** What HEAD was as the person saw it; another one is refused (`head_moved`). */
      head?: string | undefined
      onProgress: (progress: PushProgress) => void
      signal: AbortSignal
      /** Asked where git itself has no way in. */
      credentialFor?: CredentialFor
    },
  ): Promise<Result<'pushBranch'>>
  update(
    ask: BranchAsk & UpdateWish & { credentialFor?: CredentialFor },
  ): Promise<Result<'updateBranch'>>
  finish(ask: BranchAsk & FinishWish): Promise<Result<'finishUpdate'>>
  conflicts(ask: BranchAsk): Promise<Result<'listConflicts'>>
  resolve(ask: BranchAsk & ResolveWish): Promise<Result<'resolveConflict'>>
  /** Throws `nothing_under_way` where there is no conflict. */
  sides(ask: BranchAsk): Promise<ConflictSides>
  predict(
    ask: BranchAsk & { base: string; checkpoint: string | null; others: OtherBranch[] },
  ): Promise<{
    base: string | null
    prediction: Prediction
    others: { threadId: ThreadId; paths: string[] }[]
  }>
  merge(ask: BranchAsk & MergeWish): Promise<Result<'mergeBranch'>>
  /** Takes back what was staged in its checkouts for commits that a server did not see to their end. */
  takeBackCommits(repository: string): Promise<void>
  /** Brings merges of a repository to their end that a server left half done when it died. */
  finishMerges(repository: string): Promise<void>
}
