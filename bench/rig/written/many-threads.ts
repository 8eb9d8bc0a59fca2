// Fills a server's database with many finished threads: one is written through the server's own log, the others are its
// copies under other ids, without the word that it alone holds. The server must not run meanwhile.
import { DatabaseSync } from '@photostructure/sqlite'
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Project } from '@a-parallel/shared'
import { eventSum, type EventRow } from '../../../packages/server/src/store/sqlite/sums.ts'
import { saidOnce, writeLongThread } from './long-thread.ts'

export interface ManyThreads {
  ids: string[]
  events: number
}

/** @param items of each thread; about 1.7 events an item. */
export function writeManyThreads(
  data: string,
  project: Project,
  threads: number,
  items: number,
): ManyThreads {
  const first = writeLongThread(data, project, items)
  const db = new DatabaseSync(join(data, 'data.db'))
  db.exec('PRAGMA synchronous = OFF; BEGIN')
  // Written by the server's own log just now.
  const rows = db
    .prepare(
      'SELECT seq, at, actor, type, data, written_to AS writtenTo FROM events WHERE thread_id = ?',
    )
    .all(first) as unknown as Omit<EventRow, 'threadId'>[]
  const others = rows.map((row) => ({ ...row, data: row.data.replaceAll(saidOnce.word, 'dodo') }))
  const addEvent = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const copySummary = db.prepare(
    `INSERT INTO thread_summaries SELECT ?, owner, project_id, created_at, archived, json_set(summary, '$.id', ?)
     FROM thread_summaries WHERE id = ?`,
  )
  const ids = [first]
  while (ids.length < threads) {
    const id = randomUUID()
    for (const row of others) {
      const { seq, at, actor, type, data, writtenTo } = row
      const sum = eventSum({ threadId: id, ...row })
      addEvent.run(id, seq, at, actor, type, data, sum, writtenTo)
    }
    copySummary.run(id, id, first)
    ids.push(id)
  }
  db.exec('COMMIT; PRAGMA wal_checkpoint(TRUNCATE)')
  const { events } = db.prepare('SELECT count(*) AS events FROM events').get() as { events: number } // count(*) gives one row.
  db.close()
  return { ids, events }
}
