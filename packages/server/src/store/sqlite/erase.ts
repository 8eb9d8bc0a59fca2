// Threads that are erased: not one row of them is left.
import type { OwnerId, ProjectId, RunId, ThreadId } from '@a-parallel/shared'
import { eq, inArray, sql } from 'drizzle-orm'
import type { ThreadLog } from '../port.ts'
import { events, runs, threadSnapshots, threadSummaries } from '../tables.ts'
import type { OpenDatabase } from './database.ts'

type Erasing = Pick<ThreadLog, 'ofProject' | 'runsOf' | 'erase'>

/** SQLite takes so many values in one statement without asking. */
const most = 500

export function openErasing({ db }: Pick<OpenDatabase, 'db'>): Erasing {
  return {
    ofProject(owner: OwnerId, projectId: ProjectId) {
      // From one thread to the next, without a look at what lies between; a log begins with what says whose it is.
      const rows = db.all<{ id: string }>(sql`
        with recursive ids (id) as (
          select min(thread_id) from events
          union all
          select (select min(thread_id) from events where thread_id > ids.id)
            from ids where ids.id is not null)
        select ids.id from ids join events on events.thread_id = ids.id and events.seq = 1
        where type = 'thread.created' and json_valid(data)
          and json_extract(data, '$.projectId') = ${projectId}
          and json_extract(data, '$.owner') = ${owner}`)
      return rows.map(({ id }) => id as ThreadId) // Written from a parsed fact.
    },
    runsOf(threadId) {
      const rows = db.select({ id: runs.id }).from(runs).where(eq(runs.threadId, threadId)).all()
      return rows.map(({ id }) => id as RunId) // Likewise.
    },
    erase(threads) {
      // What stood in the pages is written over.
      db.get(sql`pragma secure_delete = on`)
      try {
        db.transaction((tx) => {
          for (let at = 0; at < threads.length; at += most) {
            const some = threads.slice(at, at + most)
            tx.delete(events).where(inArray(events.threadId, some)).run()
            tx.delete(runs).where(inArray(runs.threadId, some)).run()
            tx.delete(threadSnapshots).where(inArray(threadSnapshots.threadId, some)).run()
            tx.delete(threadSummaries).where(inArray(threadSummaries.id, some)).run()
          }
        })
      } finally {
        db.get(sql`pragma secure_delete = off`)
      }
    },
  }
}
