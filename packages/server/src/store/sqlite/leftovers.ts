// Runs of deleted threads: their rows stay until what they left on the disk is gone too.
import type { Instant, RunId, ThreadId } from '@a-parallel/shared'
import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Database, ThreadLog } from '../port.ts'
import { events, runs, threadSummaries } from '../tables.ts'
import type { OpenDatabase } from './database.ts'

export function openLeftovers({
  db,
}: Pick<OpenDatabase, 'db'>): Pick<
  ThreadLog,
  'deletedAt' | 'deletedAmong' | 'leftovers' | 'forgetRun'
> {
  // From its end: hardly anything follows a deletion.
  const deletion = db
    .select({ at: events.at })
    .from(events)
    .where(and(eq(events.threadId, sql.placeholder('threadId')), eq(events.type, 'thread.deleted')))
    .orderBy(desc(events.seq))
    .limit(1)
    .prepare()
  const rows = db
    .select({ id: runs.id, threadId: runs.threadId })
    .from(runs)
    .leftJoin(threadSummaries, eq(threadSummaries.id, runs.threadId))
    .where(and(eq(runs.ended, true), isNull(threadSummaries.id)))
  const deletedAt = (threadId: string) => deletion.get({ threadId })?.at ?? null
  return {
    deletedAt,
    deletedAmong(threads) {
      const listed = db
        .select({ id: threadSummaries.id })
        .from(threadSummaries)
        .where(inArray(threadSummaries.id, threads))
        .all()
      const known = new Set<string>(listed.map(({ id }) => id))
      return threads.filter((id) => !known.has(id) && deletedAt(id) !== null)
    },
    leftovers() {
      const known = new Map<string, Instant | null>()
      return rows.all().flatMap(({ id, threadId }) => {
        if (!known.has(threadId)) known.set(threadId, deletedAt(threadId))
        const at = known.get(threadId) ?? null
        // A summary alone that is missing proves nothing: what an agent said is never removed by mistake.
        if (at === null) return []
        return [
          {
            runId: id as RunId, // Written from a parsed fact.
            threadId: threadId as ThreadId, // Likewise.
            deletedAt: at,
          },
        ]
      })
    },
    forgetRun: (runId) => void db.delete(runs).where(eq(runs.id, runId)).run(),
  }
}

/** What a thread without an agent leaves (its branch, its name) is to be removed all the same: by a run that never was. */
export function leaveWithoutRun(db: Pick<Database, 'run'>, id: ThreadId): void {
  db.run(sql`insert into ${runs} (id, thread_id, ended, "offset", state)
    select ${id}, ${id}, 1, 0, 'null'
    where not exists (select 1 from ${runs} where thread_id = ${id})`)
}
