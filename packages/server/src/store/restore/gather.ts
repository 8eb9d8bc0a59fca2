// What is found of a database's rows, checked and put into the new one. What came first of a
// log stays: backups are asked first.
import { Instant, Project, Rule, ThreadEvent } from '@a-parallel/contract/nouns'
import { sql } from 'drizzle-orm'
import { createHash } from 'node:crypto'
import type { OpenDatabase } from '../sqlite/database.ts'
import { eventPlaces } from '../sqlite/event-places.ts'
import { cursorSum, eventSum, type EventRow } from '../sqlite/sums.ts'
import { events } from '../tables.ts'
import { shapeOf, type Shape } from './shapes.ts'

/** Rows of a backup that bear no sum, from before there were sums, are taken on trust; of a damaged file none is. */
export type Trust = 'backup' | 'nothing'

export interface Cursor {
  offset: number
  state: string
  /** How long its thread was then. */
  seq: number
}

export interface Gathered {
  event(row: unknown, trust: Trust): void
  run(row: unknown, trust: Trust): void
  project(row: unknown, trust: Trust): void
  settings(row: unknown): void
  rule(row: unknown, trust: Trust): void
  device(row: unknown): void
  /** All places in the run's journal that were ever true. */
  cursors(runId: string): Cursor[]
}

type Row = Record<string, unknown>

export function openGathered(into: OpenDatabase): Gathered {
  const { db } = into
  const insert = db.insert(events).values(eventPlaces).onConflictDoNothing().prepare()
  const cursors = new Map<string, Cursor[]>()
  const keep = (table: string) => keeper(db, shapeOf(into, table))
  const projects = keep('projects')
  const rules = keep('rules')
  const devices = keep('devices')
  return {
    event(found, trust) {
      const row = eventOf(found)
      if (row && isTrue(row, trust)) insert.run({ ...row })
    },
    run(found, trust) {
      const { id, offset, state, seq, sum } = found as Row // Whatever it is, its fields are looked at.
      if (typeof id !== 'string' || typeof offset !== 'number' || typeof state !== 'string') return
      const length = typeof seq === 'number' ? seq : 0
      const right = typeof sum === 'number' && sum === cursorSum(id, offset, state, length)
      if (!right && !(trust === 'backup' && (sum ?? null) === null)) return
      cursors.set(id, [...(cursors.get(id) ?? []), { offset, state, seq: length }])
    },
    project(found, trust) {
      if (isProject(found as Row)) projects(found as Row, trust) // Likewise.
    },
    settings: (found) => keepSettings(db, found),
    rule(found, trust) {
      if (isRule(found as Row)) rules(found as Row, trust) // Likewise.
    },
    device(found) {
      if (isDevice(found as Row)) devices(found as Row, 'backup') // Likewise.
    },
    cursors: (runId) => cursors.get(runId) ?? [],
  }
}

/**
 * Keeps rows with every column they have. One that is known from the backup becomes what the damaged file says of it,
 * which is later, where that speaks of the same row.
 */
function keeper(db: OpenDatabase['db'], { table, columns }: Shape) {
  return (row: Row, trust: Trust): void => {
    const present = columns.filter((column) => row[column] !== undefined)
    const names = present.map((column) => sql.identifier(column))
    const values = present.map((column) => sql`${row[column]}`)
    const into = sql.identifier(table)
    db.run(
      sql`insert or ignore into ${into} (${sql.join(names, sql`, `)}) values (${sql.join(values, sql`, `)})`,
    )
    if (trust === 'backup') return
    const { id, owner, created_at } = row
    const set = names.map((name, at) => sql`${name} = ${values[at]}`)
    db.run(
      sql`update or ignore ${into} set ${sql.join(set, sql`, `)}
        where id = ${id} and owner = ${owner} and created_at = ${created_at}`,
    )
  }
}

function isProject(row: Row): boolean {
  const { id, owner, path, name, default_branch, branch_prefix, created_at, removed } = row
  const project = Project.safeParse({
    id,
    owner,
    path,
    name,
    defaultBranch: default_branch,
    branchPrefix: branch_prefix,
    worktreeFolder: row['worktree_folder'],
    budgetUsd: row['budget_usd'],
    color: row['color'],
    model: row['model'],
    permissionMode: row['permission_mode'],
    instructions: row['instructions'],
    commitStyle: row['commit_style'],
    place: row['place'],
    // A file of before that time has no such column.
    archived: row['archived'] === undefined ? undefined : row['archived'] === 1,
    createdAt: created_at,
    available: true,
  })
  return project.success && (removed === 0 || removed === 1)
}

/** What was set last counts. */
function keepSettings(db: OpenDatabase['db'], found: unknown): void {
  const { owner, value, changed_at } = found as Row // Likewise.
  if (typeof owner !== 'string' || !isObject(value) || !isInstant(changed_at)) return
  db.run(
    sql`insert into settings (owner, value, changed_at) values (${owner}, ${value}, ${changed_at})
      on conflict (owner) do update set value = excluded.value, changed_at = excluded.changed_at
      where excluded.changed_at > settings.changed_at`,
  )
}

function isRule(row: Row): boolean {
  const { id, owner, project_id, kind, tool, pattern, decision, created_at, by } = row
  const { used_count, last_used_at } = row
  return Rule.safeParse({
    id,
    owner,
    projectId: project_id,
    kind,
    tool,
    pattern,
    decision,
    createdAt: created_at,
    by: typeof by === 'string' && isObject(by) ? JSON.parse(by) : null,
    usedCount: used_count,
    lastUsedAt: last_used_at,
  }).success
}

/** Its id is a sum of its address (see push). */
function isDevice({ owner, id, name, endpoint, p256dh, auth, since }: Row): boolean {
  const texts = [owner, name, p256dh, auth]
  if (typeof endpoint !== 'string' || !texts.every((text) => typeof text === 'string')) return false
  return id === createHash('sha256').update(endpoint).digest('base64url') && isInstant(since)
}

type FoundEvent = EventRow & { sum: number | null }

function eventOf(found: unknown): FoundEvent | null {
  const {
    thread_id: threadId,
    seq,
    at,
    actor,
    type,
    data,
    sum = null,
    written_to: writtenTo = null,
  } = found as Row // Likewise.
  if (typeof threadId !== 'string' || typeof seq !== 'number' || typeof at !== 'string') return null
  if (typeof actor !== 'string' || typeof type !== 'string' || typeof data !== 'string') return null
  if (sum !== null && typeof sum !== 'number') return null
  if (writtenTo !== null && typeof writtenTo !== 'number') return null
  return { threadId, seq, at, actor, type, data, sum, writtenTo }
}

function isTrue(row: FoundEvent, trust: Trust): boolean {
  if (row.sum !== null) return row.sum === eventSum(row)
  return trust === 'backup' && parses(row)
}

function isInstant(found: unknown): boolean {
  return Instant.safeParse(found).success
}

/** JSON of an object. */
function isObject(found: unknown): boolean {
  try {
    return typeof found === 'string' && found.startsWith('{') && JSON.parse(found) !== null
  } catch {
    return false // No JSON.
  }
}

function parses({ threadId, seq, at, actor, type, data }: FoundEvent): boolean {
  try {
    const event = { threadId, seq, at, actor: JSON.parse(actor), type, data: JSON.parse(data) }
    return ThreadEvent.safeParse(event).success
  } catch {
    return false // No JSON.
  }
}
