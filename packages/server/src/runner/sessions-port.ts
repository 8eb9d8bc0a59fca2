// The sessions that the agent's program keeps of itself, held outside of any thread, as the features see them. Nothing of
// them is ever changed.
import type { Item, SessionId, SkippedSession, Turn } from '@a-parallel/shared'

export interface FoundSession {
  id: SessionId
  title: string | null
  opening: string
  startedAt: string | null
  at: string
  branch: string | null
  folder: string
  /** The full name of the model that answered last. */
  model: string | null
  messages: { count: number; exact: boolean }
  bytes: number
  isOpen: boolean
}

export interface ListSessionsAsk {
  repository: string
  /** Words, all of which must be there. */
  query: string
  /** The last session of the page before. */
  after: SessionId | undefined
  limit: number
  /** Those that are not to be listed: threads have them. */
  without: ReadonlySet<string>
}

export interface SessionPage {
  sessions: FoundSession[]
  next: SessionId | null
  skipped: SkippedSession[]
  skippedCount: number
}

/** All that was said in a session, as far as it is kept. */
export interface WholeSession {
  session: FoundSession
  items: Item[]
  turns: Turn[]
  omitted: number
}

export interface SessionRunner {
  list(ask: ListSessionsAsk): Promise<SessionPage>
  /**
   * Throws `session_not_found` where no session of this id was held in the repository's checkouts, `session_unreadable`
   * where its file is a link, another user's or cannot be read.
   */
  read(ask: { repository: string; id: SessionId }): Promise<WholeSession>
}
