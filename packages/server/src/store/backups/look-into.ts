// What a backup holds beside what is there now: what would go, go back, come back and stay if it were put in place.
import type { BackupLook, OwnerId, Some } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import type { Database } from '../port.ts'
import { atWorkIn } from '../restore/at-work.ts'
import { openDatabase } from '../sqlite/database.ts'

interface Row {
  id: string
  name: string
  /** Another one where anything of it differs. */
  state: string
}

const mostNamed = 20

/** @param file a copy of ours that nobody else has open, with tables as they are now. */
export function lookInto(file: string, now: Database, owner: OwnerId): Omit<BackupLook, 'at'> {
  const backup = openDatabase(file)
  try {
    const there = threadsIn(backup.db, owner)
    const here = threadsIn(now, owner)
    const working = new Set(now.all<{ id: string }>(atWorkIn('main')).map(({ id }) => id))
    const rest = (rows: Row[]) => rows.filter(({ id }) => !working.has(id))
    // One that was deleted then has a log there: it stays as it is now.
    const isNew = ({ id }: Row) =>
      backup.db.get(sql`select 1 from events where thread_id = ${id} limit 1`) === undefined
    const then = new Map(there.map((row) => [row.id, row.state]))
    const projectsThere = projectsIn(backup.db, owner)
    const projectsHere = projectsIn(now, owner)
    return {
      threads: there.length,
      gone: some(rest(without(here, there)).filter(isNew)),
      changed: some(rest(here).filter(({ id, state }) => then.has(id) && then.get(id) !== state)),
      back: some(without(there, here)),
      atWork: some(here.filter(({ id }) => working.has(id))),
      projectsGone: some(without(projectsHere, projectsThere)),
      projectsBack: some(without(projectsThere, projectsHere)),
    }
  } finally {
    backup.leave()
  }
}

function without(rows: Row[], others: Row[]): Row[] {
  const known = new Set(others.map(({ id }) => id))
  return rows.filter(({ id }) => !known.has(id))
}

function some(rows: Row[]): Some {
  return { names: rows.slice(0, mostNamed).map(({ name }) => name), total: rows.length }
}

function threadsIn(db: Database, owner: OwnerId): Row[] {
  return db.all<Row>(sql`select id, json_extract(summary, '$.title') as name,
    json_extract(summary, '$.seq') || ' ' || (select coalesce(max(at), '') from events
      where thread_id = thread_summaries.id
        and seq = json_extract(thread_summaries.summary, '$.seq')) as state
    from thread_summaries where owner = ${owner} order by created_at desc`)
}

function projectsIn(db: Database, owner: OwnerId): Row[] {
  return db.all<Row>(
    sql`select id, name, '' as state from projects where owner = ${owner} and removed = 0 order by place`,
  )
}
