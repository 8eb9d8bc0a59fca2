// Views kept beside the log, so that a long thread opens fast. A cache: a row that is old, of another fold or not what
// was written is taken for none.
import type { ThreadView } from '@a-parallel/shared'
import { eq, sql } from 'drizzle-orm'
import type { ThreadLog } from '../port.ts'
import { events, threadSnapshots } from '../tables.ts'
import type { OpenDatabase } from './database.ts'
import { textSum } from './sums.ts'

/** To be raised with every change of what a log amounts to: `snapshots.test.ts` fails until it is. */
export const foldVersion = 29

export function openSnapshots({
  db,
  relaxed,
}: OpenDatabase): Pick<ThreadLog, 'snapshot' | 'keepSnapshot'> {
  const id = sql.placeholder('threadId')
  const kept = db.select().from(threadSnapshots).where(eq(threadSnapshots.threadId, id)).prepare()
  const last = db
    .select({ seq: sql<number | null>`max(${events.seq})` })
    .from(events)
    .where(eq(events.threadId, id))
    .prepare()
  return {
    snapshot(threadId) {
      const row = kept.get({ threadId })
      if (!row || row.version !== foldVersion || row.sum !== textSum(row.view)) return null
      if (row.seq > (last.get({ threadId })?.seq ?? 0)) return null
      const view = JSON.parse(row.view) as ThreadView // Its sum says that it is what was written.
      return view.id === threadId && view.seq === row.seq ? view : null
    },
    keepSnapshot(view) {
      try {
        // It may have been erased since.
        if ((last.get({ threadId: view.id })?.seq ?? 0) < view.seq) return false
        const text = JSON.stringify(view)
        const row = { seq: view.seq, version: foldVersion, sum: textSum(text), view: text }
        const write = db
          .insert(threadSnapshots)
          .values({ threadId: view.id, ...row })
          .onConflictDoUpdate({ target: threadSnapshots.threadId, set: row })
        relaxed(() => write.run())
        return true
      } catch {
        // Nothing depends on it; a damaged file has been told of by the handle.
        return false
      }
    },
  }
}
