// What the runner does for review: it tells what changed in a checkout.
import type { BranchState, ChangedFile, Commit, FileDiff, ThreadId } from '@a-parallel/shared'

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

export interface ReviewRunner {
  changes(
    ask: ReviewAsk & { between: Between; most: number },
  ): Promise<{ state: BranchState; files: ChangedFile[]; total: number }>
  diff(ask: FileAsk & { context: number; ignoreSpace: boolean; whole: boolean }): Promise<FileDiff>
  side(ask: FileAsk & { side: 'before' | 'after' }): Promise<{ mediaType: string; bytes: Buffer }>
  commits(ask: ReviewAsk & { limit: number }): Promise<{ commits: Commit[]; more: boolean }>
}
