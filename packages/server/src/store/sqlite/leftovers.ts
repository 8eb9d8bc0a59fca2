// Runs of deleted threads: their rows stay until what they left on the disk is gone too.
import type { RunId, ThreadId } from '@a-parallel/shared'
import { and, eq, exists, inArray, isNull } from 'drizzle-orm'
import type { ThreadLog } from '../port.ts'
import { events, runs, threadSummaries } from '../tables.ts'
import type { OpenDatabase } from './database.ts'

export function openLeftovers({
  db,
}: Pick<OpenDatabase, 'db'>): Pick<ThreadLog, 'leftovers' | 'forgetRun' | 'deletedAmong'> {
  // A summary alone that is missing proves nothing: what an agent said is never removed by mistake.
  const deletion = db
    .select({ seq: events.seq })
    .from(events)
    .where(and(eq(events.threadId, runs.threadId), eq(events.type, 'thread.deleted')))
  const rows = db
    .select({ id: runs.id, threadId: runs.threadId })
    .from(runs)
    .leftJoin(threadSummaries, eq(threadSummaries.id, runs.threadId))
    .where(and(eq(runs.ended, true), isNull(threadSummaries.id), exists(deletion)))
  return {
    leftovers: () =>
      rows.all().map(({ id, threadId }) => ({
        runId: id as RunId, // Written from a parsed fact.
        threadId: threadId as ThreadId, // Likewise.
      })),
    deletedAmong(threads) {
      const listed = db
        .select({ id: threadSummaries.id })
        .from(threadSummaries)
        .where(inArray(threadSummaries.id, threads))
        .all()
      const known = new Set(listed.map(({ id }) => id))
      const unlisted = threads.filter((id) => !known.has(id))
      const deleted = db
        .selectDistinct({ id: events.threadId })
        .from(events)
        .where(and(inArray(events.threadId, unlisted), eq(events.type, 'thread.deleted')))
        .all()
      return deleted.map(({ id }) => id as ThreadId) // Written from a parsed fact.
    },
    forgetRun: (runId) => void db.delete(runs).where(eq(runs.id, runId)).run(),
  }
}
