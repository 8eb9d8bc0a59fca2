// The thread log as the features see it. An append is one transaction, and synchronous: the lane needs no queue.
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type {
  Backup,
  BackupLook,
  Instant,
  ItemId,
  OwnerId,
  ProjectId,
  Restored,
  RunId,
  SearchAuthor,
  SkillUse,
  ThreadEvent,
  ThreadId,
  ThreadSummary,
  ThreadStatus,
  ThreadView,
  Usage,
} from '@a-parallel/shared'

/** Plain tables of the features are read and written through Drizzle directly. */
export type Database = BaseSQLiteDatabase<'sync', unknown>

/** How far an agent's journal has been read, and what the driver must know to read on. */
export interface RunCursor {
  runId: RunId
  offset: number
  state: unknown
}

export interface OpenRun extends RunCursor {
  threadId: ThreadId
}

/** Copies of the database, of all that it holds. `from` names one of them, or is the path of a file anywhere. */
export interface Backups {
  folder: string
  /** What the last restoring did. */
  restored: Restored | null
  /** The newest first. */
  list(): Backup[]
  /** Throws `disk_full`. */
  make(): Promise<Backup>
  /** Throws `backup_not_found`, `backup_foreign`, `backup_newer`, `backup_damaged`. */
  look(from: string, owner: OwnerId): Promise<BackupLook>
  /** From now on the next opening of the store puts it in place; gives the time that this bears. Throws as `look` does. */
  choose(from: string): Promise<Instant>
  /** Whether one was chosen that is not in its place yet. */
  isRestoring(): boolean
  /** Throws `backup_not_found`. */
  remove(name: string): void
}

export interface ListAsk {
  owner: OwnerId
  projectId?: ProjectId | undefined
  archived?: boolean | undefined
  /** The last thread of the page before. */
  after?: ThreadId | undefined
  limit: number
}

/** What one turn has used, of a thread that may be deleted since. */
export interface TurnUse {
  threadId: ThreadId
  projectId: ProjectId
  /** When the turn ended. */
  at: Instant
  usage: Usage
}

export interface UsedLog {
  /** What turns have used that ended from one instant on and before another, in no order. */
  used(owner: OwnerId, from: Instant, to: Instant): TurnUse[]
  /** Titles of those threads that are there. */
  titles(threads: readonly ThreadId[]): Map<ThreadId, string>
}

export interface SkillUseLog {
  /** By a skill's name: the threads of an owner that used it, of those that are there. */
  used(owner: OwnerId): Map<string, ReadonlyMap<ThreadId, SkillUse>>
}

export interface SessionLog {
  /** The conversations that agents of threads have held, also of threads that were deleted. */
  held(): ReadonlySet<string>
  /** By a session's name: the thread of an owner that goes on with it. */
  continued(owner: OwnerId): Map<string, { id: ThreadId; title: string }>
}

/** A piece of a conversation that can be found. */
export interface SearchDocument {
  seq: number
  /** Null where it stands in no place of the conversation, such as a title. */
  itemId: ItemId | null
  at: Instant
  author: SearchAuthor
  text: string
  /** Words that it is found by as well, though they stand in a part of it that the log does not hold. */
  beyond?: string
  /** Of files that it is about. */
  paths: readonly string[]
}

/** A thread, and how far its log reaches. */
export interface LoggedThread {
  id: ThreadId
  owner: OwnerId
  projectId: ProjectId
  seq: number
}

export interface SearchQuery {
  owner: OwnerId
  /** Phrases that must all be there. */
  words: readonly string[]
  /** The last of them may go on with other letters. */
  open: boolean
  projectId?: ProjectId | undefined
  author?: SearchAuthor | undefined
  /** A part of a path, from the beginning of one of its words. */
  path?: string | undefined
  since?: Instant | undefined
  /** Before this moment. */
  until?: Instant | undefined
  /** Behind this place; of one that another file told, nothing is left out. */
  after?: string | undefined
}

export interface SearchPlace {
  /** Names it for as long as there is the file. */
  mark: string
  threadId: ThreadId
  seq: number
  itemId: ItemId | null
  at: Instant
}

export interface AboutThread {
  title: string
  projectId: ProjectId
  status: ThreadStatus
  archived: boolean
}

/** An index of words, derived from the logs: it may lag behind them, and is made anew where it is lost. */
export interface SearchIndex {
  threads(): LoggedThread[]
  /** The seq up to which a thread is in it; 0 where it is not. */
  reached(threadId: ThreadId): number
  /** How many documents of an event are in it. */
  partOf(threadId: ThreadId, seq: number): number
  /** Threads that are in it, though perhaps nowhere else any more. */
  known(): ThreadId[]
  add(thread: LoggedThread, documents: readonly SearchDocument[], upTo: number): void
  forget(threadId: ThreadId): void
  /** What lists show of those threads that are there. */
  about(threads: readonly ThreadId[]): Map<ThreadId, AboutThread>
  /** The latest first. Ends when nobody asks on. */
  find(query: SearchQuery): IterableIterator<SearchPlace>
  close(): void
}

export interface ThreadLog {
  /**
   * Writes facts, the summary they lead to and, where a journal brought them, how far it has been read: all or
   * nothing. `after` is the seq that the writer knew; another one there is the Problem `stale_append`. What a person
   * caused is on the disk when this returns. Throws `database_busy` and `disk_full`; then nothing was written.
   */
  append(
    after: number,
    facts: ThreadEvent[],
    summary: ThreadSummary | null,
    cursor: RunCursor | null,
  ): void
  /** Events with a seq above `after`, at most `limit`; those of one item alone, where it is named. */
  read(threadId: ThreadId, after: number, limit: number, item?: ItemId): ThreadEvent[]
  /** A view that was kept, at some seq of the log, or null. */
  snapshot(threadId: ThreadId): ThreadView | null
  /** Keeps a view; false when it could not. A cache: nothing depends on it, and it never throws. */
  keepSnapshot(view: ThreadView): boolean
  list(ask: ListAsk): ThreadSummary[]
  /** What the threads of a project have cost, deleted ones too, in API-equivalent US dollars. */
  spent(owner: OwnerId, projectId: ProjectId): number
  /** Runs without an end: the to-do list of a server that comes back. */
  openRuns(): OpenRun[]
  /** When a thread was deleted last; null where it never was. */
  deletedAt(threadId: ThreadId): Instant | null
  /**
   * Runs that are over, of threads that were deleted: what they left on the disk is to be removed. One that never had a run is
   * told of once, with its own id as that of a run.
   */
  leftovers(): { runId: RunId; threadId: ThreadId; deletedAt: Instant }[]
  /** Those of these threads that were deleted. */
  deletedAmong(threads: ThreadId[]): ThreadId[]
  /** What the run left is gone. */
  forgetRun(runId: RunId): void
  /** Threads of a project, those too that were deleted. */
  ofProject(owner: OwnerId, projectId: ProjectId): ThreadId[]
  /** Runs of a thread of which anything is known. */
  runsOf(threadId: ThreadId): RunId[]
  /** Removes all that is known of these threads, for good. All or nothing. */
  erase(threads: readonly ThreadId[]): void
  /** Threads whose summary is none of the ended states, that go on by themselves, or whose worktree is being prepared. */
  unfinished(): ThreadId[]
}
