// What the tables hold of a project beside its threads, removed in one go.
import type { OwnerId, ProjectId } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import type { Database } from '../store/port.ts'

/** Tables with a row for each project, or for things of it. */
const ofProject = [
  'rules',
  'recipes',
  'trusts',
  'skill_origins',
  'skills_off',
  'tool_servers',
] as const

export function forgetProject(db: Database, owner: OwnerId, id: ProjectId): void {
  db.transaction((tx) => {
    tx.run(sql`delete from tool_server_switches where owner = ${owner} and (place = ${`project:${id}`}
      or server_id in (select id from tool_servers where owner = ${owner} and project_id = ${id}))`)
    tx.run(sql`delete from secrets where owner = ${owner} and purpose in
      (select 'tool-server:' || id from tool_servers where owner = ${owner} and project_id = ${id})`)
    for (const table of ofProject)
      tx.run(sql`delete from ${sql.raw(table)} where owner = ${owner} and project_id = ${id}`)
    tx.run(sql`delete from projects where owner = ${owner} and id = ${id} and removed = 1`)
  })
}
