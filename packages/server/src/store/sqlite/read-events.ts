// Reads events back, and believes none that cannot be what was written.
import type { ThreadEvent, ThreadId } from '@a-parallel/shared'
import { and, asc, eq, gt, sql, type SQL } from 'drizzle-orm'
import type { Database } from '../port.ts'
import { events, threadSummaries } from '../tables.ts'
import { DamagedRow } from './failures.ts'
import { eventSum } from './sums.ts'

/** Gives a reader of events with a seq above `after`, of one item or of all. It throws DamagedRow. */
export function prepareEvents(db: Database) {
  const readAll = prepareRead(db)
  const readItem = prepareRead(db, ofItem)
  const summarySeq = prepareSummarySeq(db)
  return (threadId: ThreadId, after: number, limit: number, item?: string): ThreadEvent[] => {
    const ask = { threadId, after, limit }
    // Rows as arrays, in the order selected: naming the columns of each row would cost more than reading it.
    if (item !== undefined) return (readItem.values({ ...ask, item }) as Columns[]).map(toEvent)
    const rows = readAll.values(ask) as Columns[] // Likewise.
    const toTheEnd = rows.length < limit
    refuseHoles(rows, after, toTheEnd ? (summarySeq.get({ threadId })?.seq ?? 0) : 0)
    return rows.map(toEvent)
  }
}

type Columns = [
  threadId: string,
  seq: number,
  at: string,
  actor: string,
  type: string,
  data: string,
  sum: number | null,
  writtenTo: number | null,
]

/** A message of a person's is an item that its turn's first event makes. */
const ofItem = sql`(
  json_extract(${events.data}, '$.item.id') = ${sql.placeholder('item')}
  or json_extract(${events.data}, '$.itemId') = ${sql.placeholder('item')}
  or (${events.type} = 'turn.queued'
    and 'user:' || json_extract(${events.data}, '$.turnId') = ${sql.placeholder('item')})
)`

function prepareRead(db: Database, which?: SQL) {
  const { threadId, seq, at, actor, type, data, sum, writtenTo } = events
  return db
    .select({ threadId, seq, at, actor, type, data, sum, writtenTo })
    .from(events)
    .where(
      and(
        eq(events.threadId, sql.placeholder('threadId')),
        gt(events.seq, sql.placeholder('after')),
        which,
      ),
    )
    .orderBy(asc(events.seq))
    .limit(sql.placeholder('limit'))
    .prepare()
}

/**
 * A single bit can hide rows from a search without SQLite noticing: what is told must follow on what went before.
 *
 * @param end how far the log reaches at least, where its end was read; 0 where that is not known.
 */
function refuseHoles(rows: Columns[], after: number, end: number): void {
  const hole = rows.findIndex(([, seq], index) => seq !== after + index + 1)
  const last = hole === -1 ? after + rows.length : after + hole
  if (hole !== -1 || last < end) throw new DamagedRow(`event ${last + 1} of a thread is missing`)
}

/** The seq that a thread's summary was written at, with its latest event. */
function prepareSummarySeq(db: Database) {
  return db
    .select({ seq: sql<number>`json_extract(${threadSummaries.summary}, '$.seq')` })
    .from(threadSummaries)
    .where(eq(threadSummaries.id, sql.placeholder('threadId')))
    .prepare()
}

function toEvent([threadId, seq, at, actor, type, data, sum, writtenTo]: Columns): ThreadEvent {
  // Written by append from parsed facts; a schema pass over whole logs at every read would only cost.
  const row = { threadId, seq, at, actor, type, data, writtenTo }
  if (sum !== null && sum !== eventSum(row)) {
    throw new DamagedRow(`event ${seq} of thread ${threadId} is not what was written`)
  }
  const event = { threadId, seq, at, actor: JSON.parse(actor), type, data: JSON.parse(data) }
  return event as ThreadEvent // As it was written.
}
