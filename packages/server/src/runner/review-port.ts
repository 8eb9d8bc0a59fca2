// What the runner does for review: it tells what changed in a checkout.
import type {
  BranchState,
  ChangedFile,
  Commit,
  FileDiff,
  Kept,
  KeptId,
  OwnerId,
  ThreadId,
} from '@a-parallel/shared'

/** The two states that are compared, with what only the thread knows of them. */
export type Between =
  | { scope: 'branch' | 'uncommitted' | 'staged' | 'unstaged' }
  | { scope: 'turn'; before: string; after: string }
  | { scope: 'commit'; commit: string }

/** The branch that a checkout's own will be merged into. */
export interface BaseAsk {
  /** `main`, `origin/main`. */
  name: string
  /** The commit that the thread began at: where they parted, once the base is gone. */
  began: string | null
}

/** A checkout whose changes are looked at. */
export interface ReviewAsk {
  repository: string
  path: string
  threadId: ThreadId
  ownsCheckout: boolean
  /** Null: it is merged into nothing. */
  base: BaseAsk | null
}

export interface FileAsk extends ReviewAsk {
  between: Between
  file: string
  /** Its path before it was renamed. */
  from: string | null
}

/** A file that is meant, as it was seen; without `hunks`: all of it. */
export interface FilePick {
  path: string
  from?: string | undefined
  version: string
  /** Whole hunks of its diff, or lines of them by their place. */
  hunks?: { hunk: number; lines?: number[] | undefined }[] | undefined
}

/** Something is about to be thrown away, and kept under this name. */
interface KeepingAsk extends ReviewAsk {
  owner: OwnerId
  id: KeptId
}

export interface ReviewRunner {
  changes(
    ask: ReviewAsk & { between: Between; most: number },
  ): Promise<{ state: BranchState; files: ChangedFile[]; total: number }>
  diff(ask: FileAsk & { context: number; ignoreSpace: boolean; whole: boolean }): Promise<FileDiff>
  side(ask: FileAsk & { side: 'before' | 'after' }): Promise<{ mediaType: string; bytes: Buffer }>
  /** `from`: beginning with which; the newest is 0. */
  commits(
    ask: ReviewAsk & { limit: number; from: number },
  ): Promise<{ commits: Commit[]; more: boolean }>
  /** Tells, until it is stopped, when files or index may have changed. */
  watch(ask: ReviewAsk, changed: () => void): Promise<{ stop(): void }>
  /**
   * Only the index is written; what nothing but it held is kept. Refuses (`changed_meanwhile`) what is no longer as it
   * was seen. Gives what is left of these files in the scope that they were taken from.
   */
  stage(
    ask: KeepingAsk & { action: 'stage' | 'unstage'; files: FilePick[] },
  ): Promise<ChangedFile[]>
  /** Back to what the index holds. What was there is kept. `left`: as for `stage`. */
  revert(ask: KeepingAsk & { files: FilePick[] }): Promise<{ left: ChangedFile[]; kept: Kept }>
  /** What is kept of this owner's in a repository, newest first. */
  kept(ask: { repository: string; owner: OwnerId }): Promise<Kept[]>
  /** How many bytes the files of each take; of the oldest of very many it is not told. */
  keptBytes(ask: { repository: string; owner: OwnerId }): Promise<ReadonlyMap<KeptId, number>>
  /** Lets go of these. Git itself frees what they took, when it next clears up. */
  dropKept(ask: { repository: string; owner: OwnerId; ids: readonly KeptId[] }): Promise<void>
  /** Lets go of what is past its time, whoever kept it. */
  sweepKept(repository: string): Promise<void>
  /** Puts files back as they were kept; what stands in their place is kept under `id`. */
  restoreKept(ask: KeepingAsk & { keptId: KeptId }): Promise<Kept>
}
