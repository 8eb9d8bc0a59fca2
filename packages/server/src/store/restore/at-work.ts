// What stays as it is now when another database is put in place: threads at work with all that they hold, since their
// agents go on, and whatever says who may do what, since what was taken back must not come back.
import { sql } from 'drizzle-orm'
import type { Database } from '../port.ts'

/** Tables that say who may do what, what is secret, and what is there outside of the database. */
export const asNow = [
  'skill_origins',
  'skills_off',
  'limits',
  'trusts',
  'rules',
  'devices',
  'host_accounts',
  'secrets',
  'tool_servers',
  'tool_server_switches',
] as const

/** By the column that names the thread. */
export const ofThreads = { events: 'thread_id', runs: 'thread_id', thread_summaries: 'id' } as const

/** Threads with an agent that lives, that go on by themselves, or whose worktree is being prepared. */
export const atWorkIn = (schema: string) =>
  sql.raw(`select thread_id as id from ${schema}.runs where ended = 0
    union select id from ${schema}.thread_summaries
    where json_extract(summary, '$.status') in ('pending', 'running', 'waiting')
      or json_extract(summary, '$.resumeAt') is not null or json_extract(summary, '$.preparing')`)

/**
 * Threads that the backup knows as deleted, and that were brought back since: a deleted one's worktree would be put away.
 * Only a deletion takes the summary of a log.
 */
const broughtBack = sql.raw(`select id from now.thread_summaries
    where id not in (select id from main.thread_summaries)
      and exists (select 1 from main.events where thread_id = now.thread_summaries.id)`)

/** @param file of what is there now; nobody else has it open, and its tables are those of `into`. */
export function keepAtWork(into: Database, file: string): void {
  into.run(sql`attach ${file} as now`)
  into.transaction((db) => {
    db.run(sql`create temp table kept as ${atWorkIn('now')} union ${broughtBack}`)
    for (const [table, column] of Object.entries(ofThreads)) {
      const mine = sql.raw(`${column} in (select id from kept)`)
      db.run(sql`delete from main.${sql.raw(table)} where ${mine}`)
      db.run(
        sql`insert into main.${sql.raw(table)} select * from now.${sql.raw(table)} where ${mine}`,
      )
    }
    db.run(sql`delete from main.thread_snapshots where thread_id in (select id from kept)`)
    keepProjects(db)
    keepLimits(db)
    for (const table of asNow) {
      db.run(sql`delete from main.${sql.raw(table)}`)
      db.run(sql`insert into main.${sql.raw(table)} select * from now.${sql.raw(table)}`)
    }
    // A dev server may use them, though the agent rests. Whoever has none then is given some anew.
    db.run(sql`delete from main.port_holds`)
    db.run(sql`insert into main.port_holds
      select * from now.port_holds where thread_id in (select id from main.thread_summaries)`)
    keepPermissions(db)
    db.run(sql`drop table temp.kept`)
  })
}

/** Those of the threads at work. One that lay in the same place then is told of as one whose repository is gone. */
function keepProjects(db: Pick<Database, 'run'>): void {
  const theirs = sql`(select project_id from now.thread_summaries where id in (select id from kept))`
  db.run(sql`update main.projects set path = path || ' ' || id where id not in ${theirs}
    and (owner, path) in (select owner, path from now.projects where id in ${theirs})`)
  db.run(sql`delete from main.projects where id in ${theirs}`)
  db.run(sql`insert into main.projects select * from now.projects where id in ${theirs}`)
}

/** What new threads begin with there, and what they may cost. */
function keepLimits(db: Pick<Database, 'run'>): void {
  db.run(sql`update main.projects set (permission_mode, budget_usd) =
      (select permission_mode, budget_usd from now.projects where id = main.projects.id)
    where id in (select id from now.projects)`)
}

/** Those that say what may be done, and by which program. */
const sections = ['permissions', 'accounts', 'agents'] as const

/** A section that is not set, or cannot be read, is set to nothing: then what is usual holds. */
function keepPermissions(db: Pick<Database, 'run'>): void {
  db.run(sql`insert or ignore into main.settings select owner, '{}', changed_at from now.settings`)
  db.run(sql`update main.settings set value = '{}' where not json_valid(value)`)
  for (const section of sections) {
    const path = `$.${section}`
    db.run(sql`update main.settings set value = json_set(value, ${path}, json(coalesce(
      (select json_extract(value, ${path}) from now.settings
        where owner = main.settings.owner and json_valid(value)), '{}')))`)
  }
}
