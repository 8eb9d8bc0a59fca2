// Makes a database anew from its backups and from what lies in the damaged file. Only what is certain is taken, and of
// each thread no more than reaches from its first event without a gap.
import { grow, summaryOf } from '@a-parallel/contract/model'
import type { ThreadId, ThreadView } from '@a-parallel/shared'
import { and, eq, gt, sql } from 'drizzle-orm'
import type { BackupFile } from '../backups/files.ts'
import type { OpenDatabase } from '../sqlite/database.ts'
import { leaveWithoutRun } from '../sqlite/leftovers.ts'
import { readAside, type Source } from '../sqlite/schema-version.ts'
import { cursorSum } from '../sqlite/sums.ts'
import { sqliteThreadLog, summaryRow } from '../sqlite/thread-log.ts'
import { events, runs, threadSummaries } from '../tables.ts'
import { openGathered, type Gathered, type Trust } from './gather.ts'
import { openPages } from './pages.ts'
import { recordsIn } from './records.ts'
import { namedBy, shapeOf } from './shapes.ts'

export interface Salvaged {
  /** When the backup was made that was read; null when there was none. */
  backupAt: string | null
  threads: number
}

interface SalvagedTable {
  table: string
  /** Backups from before there was one are good all the same. */
  since: 'first' | 'later'
  /** A row that was deleted, or changed since, does no harm: its sum is right, and its log tells. */
  summed: boolean
  gather: (gathered: Gathered, row: unknown, trust: Trust) => void
}

/**
 * All tables but those that are derived from these; and trust, which is asked for anew: one that was taken back must not
 * come back.
 */
export const salvaged: SalvagedTable[] = [
  { table: 'events', since: 'first', summed: true, gather: (all, ...row) => all.event(...row) },
  { table: 'runs', since: 'first', summed: true, gather: (all, ...row) => all.run(...row) },
  {
    table: 'projects',
    since: 'first',
    summed: false,
    gather: (all, ...row) => all.project(...row),
  },
  { table: 'settings', since: 'later', summed: false, gather: (all, row) => all.settings(row) },
  { table: 'rules', since: 'later', summed: false, gather: (all, ...row) => all.rule(...row) },
  { table: 'devices', since: 'later', summed: false, gather: (all, row) => all.device(row) },
]

const page = 2000

export function salvage(into: OpenDatabase, damaged: string, backups: BackupFile[]): Salvaged {
  // What is cut off here must not be found by a later salvage of this file.
  into.db.get(sql`pragma secure_delete = on`)
  const gathered = openGathered(into)
  const backupAt = fromBackups(into, gathered, backups)
  into.db.transaction(() => fromDamaged(into, gathered, damaged))
  const threads = into.db.transaction(() => settle(into, gathered))
  return { backupAt, threads }
}

/** The newest that can be read to its end. */
function fromBackups(into: OpenDatabase, gathered: Gathered, backups: BackupFile[]): string | null {
  for (const { file, at } of backups) {
    try {
      into.db.transaction(() => {
        readAside(file, (source) => {
          for (const { table, since, gather } of salvaged) {
            if (since === 'later' && !has(source, table)) continue
            for (const row of source.prepare(`select * from ${table}`).iterate())
              gather(gathered, row, 'backup')
          }
        })
      })
      return at
    } catch {
      continue // Damaged as well: the one before it.
    }
  }
  return null
}

/** A backup may be from before there was such a table. */
function has(source: Source, table: string): boolean {
  const find = source.prepare('select 1 from sqlite_master where type = ? and name = ?')
  return find.get('table', table) !== undefined
}

function fromDamaged(into: OpenDatabase, gathered: Gathered, file: string): void {
  const shapes = salvaged.map((kind) => ({ ...kind, shape: shapeOf(into, kind.table) }))
  const pages = openPages(file)
  try {
    for (const { values, freed } of recordsIn(pages)) {
      // Of some tables the rows may be equally long: each is known by what stands in it.
      for (const { shape, summed, gather } of shapes) {
        const row = freed && !summed ? null : namedBy(shape, values)
        if (row) gather(gathered, row, 'nothing')
      }
    }
  } finally {
    pages.close()
  }
}

/** Cuts logs off where they end for certain and derives from them whatever else is kept of them. Returns how many threads. */
function settle(into: OpenDatabase, gathered: Gathered): number {
  const { db } = into
  const { threadId } = events
  const found = db.select({ threadId }).from(events).groupBy(threadId).all()
  let threads = 0
  for (const { threadId: id } of found) {
    cut(db, id)
    const view = rebuilt(into, id as ThreadId, gathered) // Written from a parsed event, and its sum is right.
    if (!view || view.deleted) continue
    db.insert(threadSummaries)
      .values({ ...summaryRow(summaryOf(view)), archived: view.archived })
      .run()
    threads += 1
  }
  return threads
}

/** Behind the last write that is there in full, and of which nothing before it is missing. */
function cut(db: OpenDatabase['db'], threadId: string): void {
  const rows = db
    .select({ seq: events.seq, writtenTo: events.writtenTo })
    .from(events)
    .where(eq(events.threadId, threadId))
    .orderBy(events.seq)
    .all()
  const gap = rows.findIndex(({ seq }, at) => seq !== at + 1)
  const whole = rows.slice(0, gap === -1 ? rows.length : gap)
  // Rows from before there was such a mark were in a backup, which ends between two writes.
  const reaches = whole.findLastIndex(({ seq, writtenTo }) => (writtenTo ?? seq) === seq) + 1
  db.delete(events)
    .where(and(eq(events.threadId, threadId), gt(events.seq, reaches)))
    .run()
}

/** Folds the log and writes its runs: each with the farthest place in its journal that the log has reached. */
function rebuilt(into: OpenDatabase, threadId: ThreadId, gathered: Gathered): ThreadView | null {
  const log = sqliteThreadLog(into)
  const ended = new Map<string, boolean>()
  let view: ThreadView | null = null
  for (;;) {
    const batch = log.read(threadId, view?.seq ?? 0, page)
    view = grow(view, batch)
    for (const { type, data } of batch) {
      if (type === 'run.requested') ended.set(data.runId, false)
      if (type === 'run.exited' || type === 'run.lost') ended.set(data.runId, true)
    }
    if (batch.length < page) break
  }
  for (const [id, over] of ended) {
    const reached = gathered.cursors(id).filter(({ seq }) => seq <= (view?.seq ?? 0))
    const start = { offset: 0, state: 'null', seq: 0 }
    const cursor = reached.reduce((best, next) => (next.seq > best.seq ? next : best), start)
    const { offset, state, seq } = cursor
    const sum = cursorSum(id, offset, state, seq)
    into.db
      .insert(runs)
      .values({ id, threadId, ended: over, ...cursor, sum })
      .run()
  }
  if (view?.deleted) leaveWithoutRun(into.db, threadId)
  return view
}
