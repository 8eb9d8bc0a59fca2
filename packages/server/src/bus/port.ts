// News after the commit. It may lose messages: the log is the truth, and a jump in seq makes a reader read it.
import type {
  Delta,
  DevServer,
  ItemId,
  OwnerId,
  Printed,
  Project,
  ProjectId,
  Room,
  Settings,
  ThreadEvent,
  ThreadId,
  ThreadSummary,
} from '@a-parallel/shared'

export type News =
  | {
      type: 'events'
      owner: OwnerId
      threadId: ThreadId
      events: ThreadEvent[]
      /** Null once the thread is deleted. */
      summary: ThreadSummary | null
    }
  | { type: 'deltas'; threadId: ThreadId; deltas: Delta[] }
  | { type: 'printed'; threadId: ThreadId; printed: Printed }
  | { type: 'abandoned'; threadId: ThreadId; itemId: ItemId }
  /** What lies in its checkout may be other than it was. */
  | { type: 'files-changed'; threadId: ThreadId }
  | { type: 'dev-servers'; owner: OwnerId; threadId: ThreadId; servers: DevServer[] }
  /** How a person's tool servers stand: of one thread, or null: anywhere. */
  | { type: 'tool-servers'; owner: OwnerId; threadId: ThreadId | null }
  | { type: 'room'; room: Room }
  | { type: 'settings'; owner: OwnerId; settings: Settings }
  | { type: 'project'; project: Project }
  | { type: 'project-removed'; owner: OwnerId; projectId: ProjectId }

export interface Bus {
  publish(news: News): void
  /** Returns the way to stop listening. */
  subscribe(listen: (news: News) => void): () => void
}
