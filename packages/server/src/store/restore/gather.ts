// What is found of a database's rows, checked and put into the new one. What came first stays: backups are asked first.
import { Instant, Project, Rule, ThreadEvent } from '@a-parallel/contract/nouns'
import { sql } from 'drizzle-orm'
import type { OpenDatabase } from '../sqlite/database.ts'
import { eventPlaces } from '../sqlite/event-places.ts'
import { cursorSum, eventSum, type EventRow } from '../sqlite/sums.ts'
import { events } from '../tables.ts'

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
  project(row: unknown): void
  settings(row: unknown): void
  rule(row: unknown): void
  /** All places in the run's journal that were ever true. */
  cursors(runId: string): Cursor[]
}

type Row = Record<string, unknown>

export function openGathered({ db }: OpenDatabase): Gathered {
  const insert = db.insert(events).values(eventPlaces).onConflictDoNothing().prepare()
  const cursors = new Map<string, Cursor[]>()
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
    project(found) {
      const { id, owner, path, name, default_branch, branch_prefix, created_at, removed } =
        found as Row // Likewise.
      const project = Project.safeParse({
        id,
        owner,
        path,
        name,
        defaultBranch: default_branch,
        branchPrefix: branch_prefix,
        createdAt: created_at,
        available: true,
      })
      if (!project.success || (removed !== 0 && removed !== 1)) return
      db.run(
        sql`insert or ignore into projects (id, owner, path, name, default_branch, branch_prefix, created_at, removed)
          values (${id}, ${owner}, ${path}, ${name}, ${default_branch}, ${branch_prefix}, ${created_at}, ${removed})`,
      )
    },
    settings: (found) => keepSettings(db, found),
    rule: (found) => keepRule(db, found),
    cursors: (runId) => cursors.get(runId) ?? [],
  }
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

function keepRule(db: OpenDatabase['db'], found: unknown): void {
  const row = found as Row // Likewise.
  const { id, owner, project_id, kind, tool, pattern, decision, created_at, by } = row
  const { used_count, last_used_at } = row
  const rule = Rule.safeParse({
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
  })
  if (!rule.success) return
  db.run(
    sql`insert or ignore into rules (id, owner, project_id, kind, tool, pattern, decision, created_at, by, used_count, last_used_at)
      values (${id}, ${owner}, ${project_id}, ${kind}, ${tool}, ${pattern}, ${decision}, ${created_at}, ${by}, ${used_count}, ${last_used_at})`,
  )
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
