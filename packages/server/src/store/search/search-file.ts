// The words of all conversations in an SQLite file of their own (FTS5). It holds no text, only where which words stand:
// the text is read from the log. Losing it costs the time to make it again, so it is written without waiting for the disk.
import { DatabaseSync } from '@photostructure/sqlite'
import { Problem } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { inArray, sql } from 'drizzle-orm'
import { randomInt } from 'node:crypto'
import { rmSync } from 'node:fs'
import type { AboutThread, LoggedThread, SearchIndex, SearchPlace } from '../port.ts'
import type { OpenDatabase } from '../sqlite/database.ts'
import { isDamage } from '../sqlite/failures.ts'
import { leavingNothing } from '../sqlite/schema-version.ts'
import { threadSummaries } from '../tables.ts'
import { matchOf, monthOf, scopeOf } from './match.ts'

/** Another shape of the file, or of what is put into it: an older file is thrown away. */
const shape = 4

/** Behind every instant. */
const never = '~'

/** A file has a number of its own, so that a place in one is not looked for in the next. */
const tables = () => `
  pragma application_id = ${randomInt(1, 2 ** 31)};
  create table places (
    id integer primary key,
    thread_id text not null,
    seq integer not null,
    item_id text,
    at text not null
  );
  create index places_of_threads on places (thread_id);
  create table months (month text primary key) without rowid;
  create table reached (thread_id text primary key, seq integer not null) without rowid;
  create virtual table words using fts5(
    text, paths, scope,
    content='', contentless_delete=1, prefix='2 3',
    tokenize='unicode61 remove_diacritics 2'
  );
  pragma user_version = ${shape};`

/** Throws when there can be no such file: nothing but search needs it. */
export function openSearchIndex({ db }: Pick<OpenDatabase, 'db'>, file: string): SearchIndex {
  const { index, made, ...statements } = openFile(file)
  const { watched, isDamaged } = watchFor(file)
  const { reached, part, known, reach, addPlace, addMonth, addWords, forgetting, places } =
    statements
  const months = (since: string, until: string) =>
    (statements.months.all(monthOf(since), monthOf(until)) as { month: string }[]) // As they were put in.
      .map(({ month }) => month)
  const together = (work: () => void) =>
    watched(() => {
      index.exec('begin')
      try {
        work()
        index.exec('commit')
      } catch (cause) {
        if (index.isTransaction) index.exec('rollback')
        throw cause
      }
    })
  return {
    threads: () => loggedThreads(db),
    reached: (threadId) => watched(() => seqOf(reached.get(threadId))),
    partOf: (threadId, seq) => watched(() => countOf(part.get(threadId, seq))),
    about: (threads) => aboutThreads(db, threads),
    known: () => watched(() => (known.all() as { id: ThreadId }[]).map(({ id }) => id)), // As they were put in.
    add(thread, documents, upTo) {
      together(() => {
        for (const { seq, itemId, at, author, text, beyond = '', paths } of documents) {
          const { lastInsertRowid } = addPlace.run(thread.id, seq, itemId, at)
          addMonth.run(monthOf(at))
          const words = beyond === '' ? text : `${text}\n${beyond}`
          addWords.run(lastInsertRowid, words, paths.join('\n'), scopeOf({ ...thread, author, at }))
        }
        reach.run(thread.id, upTo)
      })
    },
    forget: (threadId) => together(() => forgetting.forEach((one) => one.run(threadId))),
    *find(query) {
      const { since = '', until = never } = query
      const isAnyTime = query.since === undefined && query.until === undefined
      const match = matchOf(query, isAnyTime ? null : watched(() => months(since, until)))
      if (match === null) return
      const below = placeBelow(made, query.after)
      const rows = watched(() => index.prepare(places).iterate(match, below, since, until))
      for (const { id, ...place } of each(rows, watched)) yield { ...place, mark: `${made}.${id}` }
    },
    close() {
      try {
        if (!isDamaged()) watched(() => index.exec('pragma wal_checkpoint(truncate)'))
      } finally {
        index.close()
        if (isDamaged()) remove(file)
      }
    },
  }
}

/** The number of the place that a mark names; above all of them where it is none of this file. */
function placeBelow(made: number, mark: string | undefined): number {
  const [of, id] = (mark ?? '').split('.').map(Number)
  return of === made && id !== undefined ? id : Number.MAX_SAFE_INTEGER
}

type Watched = <T>(work: () => T) => T
type Row = Omit<SearchPlace, 'mark'> & { id: number }

function* each(rows: Iterator<unknown>, watched: Watched): Generator<Row> {
  try {
    for (;;) {
      const { done, value } = watched(() => rows.next())
      if (done) return
      yield value as Row // As they were put in.
    }
  } finally {
    // One that is left open would lock the file against what tidies up at the end.
    rows.return?.()
  }
}

/** Damage that is met is told in words, and the file goes at once: a server that is killed finds none at its next start. */
function watchFor(file: string) {
  let damaged = false
  return {
    isDamaged: () => damaged,
    watched: <T>(work: () => T): T => {
      try {
        return work()
      } catch (cause) {
        if (!isDamage(cause)) throw cause
        if (!damaged) remove(file)
        damaged = true
        const next = 'Its index is damaged, and made anew when the server is started again.'
        throw new Problem('search_unavailable', next, {}, { cause })
      }
    },
  }
}

function statementsOf(index: Connection) {
  const forgetting = [
    'delete from words where rowid in (select id from places where thread_id = ?)',
    'delete from places where thread_id = ?',
    'delete from reached where thread_id = ?',
  ]
  return {
    reached: index.prepare('select seq from reached where thread_id = ?'),
    part: index.prepare('select count(*) as count from places where thread_id = ? and seq = ?'),
    known: index.prepare('select thread_id as id from reached'),
    reach: index.prepare('insert or replace into reached values (?, ?)'),
    addPlace: index.prepare('insert into places (thread_id, seq, item_id, at) values (?, ?, ?, ?)'),
    addMonth: index.prepare('insert or ignore into months values (?)'),
    addWords: index.prepare('insert into words (rowid, text, paths, scope) values (?, ?, ?, ?)'),
    months: index.prepare('select month from months where month between ? and ?'),
    forgetting: forgetting.map((text) => index.prepare(text)),
    /** Prepared at each search: one that is not read to its end must not be begun again. */
    places: `select p.id, p.thread_id as threadId, p.seq, p.item_id as itemId, p.at
      from words join places p on p.id = words.rowid
      where words match ? and words.rowid < ? and p.at >= ? and p.at < ? order by words.rowid desc`,
  }
}

type Connection = InstanceType<typeof DatabaseSync>

function openFile(file: string) {
  try {
    return prepared(file)
  } catch (cause) {
    if (!isDamage(cause) && !(cause instanceof OtherShape)) throw cause
    remove(file)
    return prepared(file)
  }
}

/** It is made anew at the next start. Where a file that is open cannot be removed, it goes when it is closed. */
function remove(file: string): void {
  for (const end of ['', '-wal', '-shm'])
    try {
      rmSync(`${file}${end}`, { force: true })
    } catch (cause) {
      const { code } = cause as NodeJS.ErrnoException // What rmSync throws.
      if (code !== 'EBUSY' && code !== 'EPERM') throw cause
    }
}

class OtherShape extends Error {}

function prepared(file: string) {
  const index = new DatabaseSync(file, { timeout: 150 })
  try {
    index.exec('pragma journal_mode = wal; pragma synchronous = normal')
    // A statement left behind would keep the connection, and its end remove the log of the file that follows.
    const ask = leavingNothing(index)
    const found = ask('select user_version from pragma_user_version')
    if (found === 0) index.exec(tables())
    else if (found !== shape) throw new OtherShape()
    const made = ask('select application_id from pragma_application_id')
    return { index, made, ...statementsOf(index) }
  } catch (cause) {
    index.close()
    throw cause
  }
}

function seqOf(row: unknown): number {
  return (row as { seq: number } | undefined)?.seq ?? 0 // As it was put in.
}

function countOf(row: unknown): number {
  return (row as { count: number }).count // As it was asked for.
}

function loggedThreads(db: OpenDatabase['db']): LoggedThread[] {
  const { id, owner, projectId, summary } = threadSummaries
  const seq = sql<number>`json_extract(${summary}, '$.seq')`
  const rows = db.select({ id, owner, projectId, seq }).from(threadSummaries).all()
  return rows as LoggedThread[] // Written from parsed summaries.
}

function aboutThreads(
  db: OpenDatabase['db'],
  threads: readonly ThreadId[],
): Map<ThreadId, AboutThread> {
  const { id, projectId, archived, summary } = threadSummaries
  const title = sql<string>`json_extract(${summary}, '$.title')`
  const status = sql<string>`json_extract(${summary}, '$.status')`
  const rows = db
    .select({ id, projectId, archived, title, status })
    .from(threadSummaries)
    .where(inArray(id, [...threads]))
    .all()
  // Written from parsed summaries.
  return new Map(rows.map(({ id: of, ...about }) => [of as ThreadId, about as AboutThread]))
}
