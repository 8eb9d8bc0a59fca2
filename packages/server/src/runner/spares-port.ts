// What the runner keeps ready for threads that are still being written.
import type { Effort, PermissionMode, RunId, ThreadId } from '@a-parallel/shared'

export interface SpareAsk {
  threadId: ThreadId
  repository: string
  /** Of the worktree that the thread will have. */
  path: string
  branch: string
  /** Any name of a commit. */
  base: string
  agent: {
    runId: RunId
    sessionId: string
    model: string
    effort: Effort | null
    permissionMode: PermissionMode
    /** What it is told beside its task; null: nothing. */
    instructions: string | null
    /** Where its owner says that its program lies; null: where it is found. */
    program: string | null
  }
}

/** A worktree that was made for nobody yet. */
export interface DiscardAsk {
  repository: string
  path: string
  branch: string
  /** Where its branch began, and must still be to go; null when it may be half made. */
  commit: string | null
  /** Made a moment ago, and nobody was told of it: whatever is in it was made with it. */
  fresh?: boolean | undefined
}

/** One that an earlier server made, or this one. */
export type KnownSpare = Pick<SpareAsk, 'threadId' | 'repository' | 'path'> & { runId: RunId }

export interface Spares {
  /** Makes the worktree and starts the agent in it. Throws a Problem when there can be none; nothing is left then. */
  make(ask: SpareAsk): Promise<void>
  /** Where its worktree stands, if that still is what a new one would be: on its branch, where its base is now. */
  current(threadId: ThreadId): Promise<{ path: string; commit: string } | null>
  /** It is the thread's from now on: its run is in the log, or there is none to be kept for it. */
  handOver(threadId: ThreadId): void
  /** Ends its agent; the worktree stays. */
  dismiss(threadId: ThreadId): Promise<void>
  /**
   * Ends its agent and removes worktree and branch. Throws where somebody has worked there after all: it stays, and is
   * known of.
   */
  remove(threadId: ThreadId): Promise<void>
  /** All that are not handed over, also those of earlier servers. */
  known(): KnownSpare[]
}
