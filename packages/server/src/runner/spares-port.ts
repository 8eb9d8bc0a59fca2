// What the runner keeps ready for threads that are still being written.
import type { Effort, OwnerId, PermissionMode, RunId, ThreadId } from '@a-parallel/shared'

export interface SpareAsk {
  owner: OwnerId
  threadId: ThreadId
  repository: string
  /** Of the worktree that the thread will have. */
  path: string
  branch: string
  /** Any name of a commit. */
  base: string
  /** Of the agent that is to be started in it. */
  runId: RunId
}

export interface SpareAgent {
  runId: RunId
  sessionId: string
  model: string
  effort: Effort | null
  permissionMode: PermissionMode
  /** Skills that it does without, by their folders. */
  skillsOff: readonly string[]
  /** What it is told beside its task; null: nothing. */
  instructions: string | null
  /** Where its owner says that its program lies; null: where it is found. */
  program: string | null
  /** What it sees beside the usual. */
  environment: Record<string, string>
}

/** A worktree that was made for nobody yet. */
export interface DiscardAsk {
  repository: string
  path: string
  branch: string
  /** Where its branch began, and must still be to go; null when it may be half made. */
  commit: string | null
  /** What its commit was called, and whether its project was trusted then: nobody has begun anything in it. */
  made?: { base: string; trusted: boolean } | undefined
  /** Made a moment ago, and nobody was told of it: whatever is in it was made with it. */
  fresh?: boolean | undefined
}

/** One that an earlier server made, or this one. */
export interface KnownSpare extends Pick<SpareAsk, 'threadId' | 'repository' | 'path' | 'runId'> {
  /** Null for one of a server that wrote none down; it had claimed nothing for anybody. */
  owner: OwnerId | null
}

export interface Spares {
  /** Makes the worktree, and tells where it is. Throws a Problem when there can be none; nothing is left then. */
  make(ask: SpareAsk): Promise<{ path: string }>
  /** Starts the agent in it, in place of one that waits there. Throws when it cannot be started. */
  start(threadId: ThreadId, agent: SpareAgent): Promise<void>
  /**
   * Where its worktree stands, if that still is what a new one would be: on its branch, where its base is now.
   * `checkpoint`: what was kept of its files as it was made; null where they are others by now.
   */
  current(
    threadId: ThreadId,
  ): Promise<{ path: string; commit: string; checkpoint: string | null } | null>
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
