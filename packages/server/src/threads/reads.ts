// What people may see of threads: only their own.
import { Problem, snapshotOf, summaryOf } from '@a-parallel/contract/model'
import type {
  Actor,
  CallRequest,
  Calls,
  Instant,
  ItemId,
  OwnerId,
  ProjectId,
  ThreadEvent,
  ThreadId,
  ThreadSnapshot,
  ThreadSummary,
} from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { ThreadLog } from '../store/port.ts'
import type { OpenTexts } from './output/open-texts.ts'
import type { PrintedTexts } from './output/printed-texts.ts'
import { comesBack } from './react/leftovers.ts'
import type { Views } from './views.ts'

export interface DeletedThread {
  id: ThreadId
  title: string
  /** Of its worktree; null for one that worked in the project’s own checkout. */
  branch: string | null
  deletedAt: Instant
}

export interface ReadPorts {
  log: ThreadLog
  views: Views
  texts: OpenTexts
  printed: PrintedTexts
  clock: Clock
}

export function threadReads({ log, views, texts, printed, clock }: ReadPorts) {
  return {
    list(
      actor: Actor,
      query: CallRequest<Calls['listThreads']>['query'],
    ): { threads: ThreadSummary[]; next: ThreadId | null } {
      const { limit } = query
      const threads = log.list({ ...query, owner: personOf(actor), limit: limit + 1 })
      const page = threads.slice(0, limit).map((summary) => withAttention(views, summary))
      return { threads: page, next: threads.length > limit ? (page.at(-1)?.id ?? null) : null }
    },
    /** Every thread that an owner has, and those that were deleted and can be brought back with all that they had. */
    needing: (owner: OwnerId): { has(threadId: string): boolean } => {
      const ids = new Set<string>(log.list({ owner, limit: 1_000_000 }).map(({ id }) => id))
      return {
        has(threadId) {
          if (ids.has(threadId)) return true
          const at = log.deletedAt(threadId as ThreadId) // One that nobody has was never deleted.
          return at !== null && comesBack(at, clock.now())
        },
      }
    },
    /** Threads that an owner has deleted and can bring back, in no order. */
    deleted(actor: Actor): DeletedThread[] {
      const owner = personOf(actor)
      const at = new Map(log.leftovers().map(({ threadId, deletedAt }) => [threadId, deletedAt]))
      return [...at].flatMap(([id, deletedAt]) => {
        const view = comesBack(deletedAt, clock.now()) ? views.get(id) : null
        if (!view?.deleted || view.owner !== owner) return []
        const { title, worktree } = view
        return [{ id, title, branch: worktree?.branch ?? null, deletedAt }]
      })
    },
    ...worktreeReads({ log, views }),
    /** The thread as it is now, with the text that is being produced. */
    read(actor: Actor, threadId: ThreadId): ThreadSnapshot {
      const view = views.own(actor, threadId)
      return snapshotOf({ ...view, items: [...view.items] }, texts.of(threadId))
    },
    /** What its running calls have printed so far. */
    printed: (threadId: ThreadId) => printed.of(threadId),
    events(
      actor: Actor,
      threadId: ThreadId,
      after: number,
      limit: number,
      item?: ItemId,
    ): { events: ThreadEvent[]; more: boolean } {
      views.own(actor, threadId)
      const events = log.read(threadId, after, limit + 1, item)
      return { events: events.slice(0, limit), more: events.length > limit }
    },
  }
}

function worktreeReads({ log, views }: Pick<ReadPorts, 'log' | 'views'>) {
  return {
    /** Where the worktrees of a project's threads lie, or would lie. */
    worktrees(
      actor: Actor,
      projectId: ProjectId,
    ): { path: string; thread: Pick<ThreadSummary, 'id' | 'title' | 'archived'> }[] {
      const mine = log.list({ owner: personOf(actor), projectId, limit: 10_000 })
      return mine.flatMap(({ id, title, archived, mode }) => {
        const path = mode === 'local' ? null : views.get(id)?.worktree?.path
        return path ? [{ path, thread: { id, title, archived } }] : []
      })
    },
  }
}

/** An earlier version wrote no attention down; only who still waits must not be missed for that. */
function withAttention(views: Views, summary: ThreadSummary): ThreadSummary {
  const missed = summary.status === 'waiting' && summary.attention === null && !summary.archived
  const view = missed ? views.get(summary.id) : null
  return view ? summaryOf(view) : summary
}

/** It does something, is about to, or waits for a person. */
export function isAtWork({ status }: Pick<ThreadSummary, 'status'>): boolean {
  return ['pending', 'running', 'waiting'].includes(status)
}

/** Throws `thread_busy` for one that is at work. */
export function refuseAtWork({ title, status }: Pick<ThreadSummary, 'title' | 'status'>): void {
  if (!isAtWork({ status })) return
  throw new Problem('thread_busy', `Stop “${title}” first.`, { title })
}

function personOf(actor: Actor): OwnerId {
  if (actor.kind !== 'person') throw new Problem('unauthorized')
  return actor.id
}
