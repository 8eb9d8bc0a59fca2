// The thread log in SQLite. Prepared once: an append is the hot path of every agent.
import { Problem } from '@a-parallel/contract/model'
import { ThreadSummary } from '@a-parallel/contract/nouns'
import type { RunId, ThreadEvent, ThreadId } from '@a-parallel/shared'
import { and, desc, eq, lt, or, sql, type SQL } from 'drizzle-orm'
import type { Database, ListAsk, OpenRun, RunCursor, ThreadLog } from '../port.ts'
import { events, runs, threadSnapshots, threadSummaries } from '../tables.ts'
import type { OpenDatabase } from './database.ts'
import { openErasing } from './erase.ts'
import { eventPlaces } from './event-places.ts'
import { DamagedRow } from './failures.ts'
import { leaveWithoutRun, openLeftovers } from './leftovers.ts'
import { prepareEvents } from './read-events.ts'
import { openSnapshots } from './snapshots.ts'
import { openSpent } from './spent.ts'
import { cursorSum, eventSum } from './sums.ts'

export function sqliteThreadLog(database: OpenDatabase): ThreadLog {
  const { db, relaxed } = database
  const write = { ...prepareWrites(db), ...prepareRunWrites(db) }
  const readEvents = prepareEvents(db)
  const costs = openSpent(database)
  const erasing = openErasing(database)
  return {
    append(after, facts, summary, cursor) {
      const first = facts[0]
      if (!first) return
      const work = () => {
        const last = write.last.get({ threadId: first.threadId })?.seq ?? 0
        if (last !== after)
          throw new Problem('stale_append', `the log is at ${last}, not at ${after}`)
        const writtenTo = after + facts.length
        for (const fact of facts) writeFact(write, fact, writtenTo)
        if (summary) write.summary.run(summaryRow(summary))
        if (cursor) writeCursor(write, cursor, after + facts.length)
      }
      const commit = () => db.transaction(work, { behavior: 'immediate' })
      if (facts.some(({ actor }) => actor.kind === 'person')) commit()
      else relaxed(commit)
      if (!summary || facts.some(({ type }) => type === 'thread.restored')) costs.deletedChanged()
    },
    read: (...ask) => watched(database, () => readEvents(...ask)),
    ...openSnapshots(database),
    ...openLeftovers(database),
    ...erasing,
    erase(threads) {
      erasing.erase(threads)
      costs.deletedChanged()
    },
    list: (ask) => watched(database, () => list(db, ask)),
    spent: costs.spent,
    openRuns: () => watched(database, () => openRuns(db)),
    unfinished: () => unfinished(db),
  }
}

/** Rows that cannot be what was written are damage, though SQLite could read them. */
function watched<T>({ damaged }: OpenDatabase, read: () => T): T {
  try {
    return read()
  } catch (cause) {
    if (cause instanceof DamagedRow) damaged(cause)
    throw cause
  }
}

function prepareWrites(db: Database) {
  const place = sql.placeholder
  return {
    last: db
      .select({ seq: sql<number>`max(${events.seq})` })
      .from(events)
      .where(eq(events.threadId, place('threadId')))
      .prepare(),
    event: db.insert(events).values(eventPlaces).prepare(),
    summary: db
      .insert(threadSummaries)
      .values({
        id: place('id'),
        owner: place('owner'),
        projectId: place('projectId'),
        createdAt: place('createdAt'),
        archived: place('archived'),
        summary: place('summary'),
      })
      .onConflictDoUpdate({
        target: threadSummaries.id,
        set: { archived: sql`excluded.archived`, summary: sql`excluded.summary` },
      })
      .prepare(),
    forget: db
      .delete(threadSummaries)
      .where(eq(threadSummaries.id, place('id')))
      .prepare(),
    forgetSnapshot: db
      .delete(threadSnapshots)
      .where(eq(threadSnapshots.threadId, place('id')))
      .prepare(),
  }
}

function prepareRunWrites(db: Database) {
  const place = sql.placeholder
  return {
    run: db
      .insert(runs)
      .values({
        id: place('id'),
        threadId: place('threadId'),
        ended: false,
        offset: 0,
        state: 'null',
      })
      .prepare(),
    noRun: (id: ThreadId) => leaveWithoutRun(db, id),
    runEnd: db
      .update(runs)
      .set({ ended: true })
      .where(eq(runs.id, place('id')))
      .prepare(),
    cursor: db
      .update(runs)
      .set({
        offset: sql`${place('offset')}`,
        state: sql`${place('state')}`,
        seq: sql`${place('seq')}`,
        sum: sql`${place('sum')}`,
      })
      .where(eq(runs.id, place('runId')))
      .prepare(),
  }
}

type Writes = ReturnType<typeof prepareWrites> & ReturnType<typeof prepareRunWrites>

function writeFact(write: Writes, fact: ThreadEvent, writtenTo: number): void {
  const { threadId, seq, at, type } = fact
  const actor = JSON.stringify(fact.actor)
  const data = JSON.stringify(fact.data)
  const row = { threadId, seq, at, actor, type, data, writtenTo }
  write.event.run({ ...row, sum: eventSum(row) })
  if (fact.type === 'run.requested') write.run.run({ id: fact.data.runId, threadId: fact.threadId })
  if (fact.type === 'run.exited' || fact.type === 'run.lost')
    write.runEnd.run({ id: fact.data.runId })
  if (fact.type === 'thread.deleted') {
    write.forget.run({ id: fact.threadId })
    write.forgetSnapshot.run({ id: fact.threadId })
    write.noRun(fact.threadId)
  }
}

function writeCursor(write: Writes, { runId, offset, state }: RunCursor, seq: number): void {
  const text = JSON.stringify(state)
  const sum = cursorSum(runId, offset, text, seq)
  write.cursor.run({ runId, offset, state: text, seq, sum })
}

/** The row of `thread_summaries` that a summary makes. */
export function summaryRow(summary: ThreadSummary) {
  const { id, owner, projectId, createdAt, archived } = summary
  // Drizzle does not map values that come through placeholders, so the boolean is stored as SQLite keeps it.
  return {
    id,
    owner,
    projectId,
    createdAt,
    archived: archived ? 1 : 0,
    summary: JSON.stringify(summary),
  }
}

function list(db: Database, ask: ListAsk): ThreadSummary[] {
  const where: (SQL | undefined)[] = [eq(threadSummaries.owner, ask.owner)]
  if (ask.projectId !== undefined) where.push(eq(threadSummaries.projectId, ask.projectId))
  if (ask.archived !== undefined) where.push(eq(threadSummaries.archived, ask.archived))
  const last =
    ask.after && db.select().from(threadSummaries).where(eq(threadSummaries.id, ask.after)).get()
  if (last) {
    const { createdAt, id } = threadSummaries
    where.push(
      or(lt(createdAt, last.createdAt), and(eq(createdAt, last.createdAt), lt(id, last.id))),
    )
  }
  return db
    .select({ summary: threadSummaries.summary })
    .from(threadSummaries)
    .where(and(...where))
    .orderBy(desc(threadSummaries.createdAt), desc(threadSummaries.id))
    .limit(ask.limit)
    .all()
    .map((row) => toSummary(row.summary))
}

function toSummary(text: string): ThreadSummary {
  try {
    return ThreadSummary.parse(JSON.parse(text))
  } catch (cause) {
    throw new DamagedRow('a thread’s summary is not what was written', { cause })
  }
}

function openRuns(db: Database): OpenRun[] {
  const rows = db.select().from(runs).where(eq(runs.ended, false)).all()
  return rows.map((row) => {
    const { id, offset, seq, sum } = row
    if (sum !== null && sum !== cursorSum(id, offset, row.state, seq ?? 0))
      throw new DamagedRow(`the place in the journal of run ${id} is not what was written`)
    const state: unknown = JSON.parse(row.state)
    return {
      runId: row.id as RunId, // Written from a parsed fact.
      threadId: row.threadId as ThreadId, // Likewise.
      offset: row.offset,
      state,
    }
  })
}

function unfinished(db: Database): ThreadId[] {
  const status = sql`json_extract(${threadSummaries.summary}, '$.status')`
  const resumeAt = sql`json_extract(${threadSummaries.summary}, '$.resumeAt')`
  const preparing = sql`json_extract(${threadSummaries.summary}, '$.preparing')`
  const rows = db
    .select({ id: threadSummaries.id })
    .from(threadSummaries)
    .where(
      sql`${status} in ('pending', 'running', 'waiting') or ${resumeAt} is not null or ${preparing}`,
    )
    .all()
  return rows.map((row) => row.id as ThreadId) // Written from a parsed summary.
}
