// The tables of the thread log. Migrations are generated from here (`npx drizzle-kit generate`), forward only.
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** The facts that tell what a turn has used. Written out: an index is used only by a search that says the same. */
export const turnEnds = sql.raw("('turn.completed', 'turn.failed', 'turn.interrupted')")

/** The facts that tell of a skill's use: a message that begins with a slash, and the agent's tool for skills. */
export const skillUses = sql.raw(
  `((type = 'turn.queued' and instr(data, '"text":"/') > 0) or (type = 'item.completed' and instr(data, '"name":"Skill"') > 0))`,
)

/** The facts that name a conversation of an agent. */
export const sessionNames = sql.raw("('run.requested', 'run.identified')")

/** The name in such a fact. */
export const sessionName = sql.raw("case when json_valid(data) then data ->> '$.sessionId' end")

/** One row a fact. The truth; every other table about threads can be made again from it. */
export const events = sqliteTable(
  'events',
  {
    threadId: text('thread_id').notNull(),
    seq: integer('seq').notNull(),
    at: text('at').notNull(),
    actor: text('actor').notNull(),
    type: text('type').notNull(),
    data: text('data').notNull(),
    /** Over the row as it is stored: SQLite itself does not see a byte that changed within a text. */
    sum: integer('sum'),
    /** The seq of the last event that was written with it: what is left of a damaged log ends between two writes. */
    writtenTo: integer('written_to'),
  },
  (table) => [
    primaryKey({ columns: [table.threadId, table.seq] }),
    index('events_of_turn_ends')
      // With what is read of them: the events themselves lie far apart.
      .on(table.at, table.threadId, sql`case when json_valid(data) then data -> 'usage' end`)
      .where(sql`type in ${turnEnds}`),
    index('events_of_sessions')
      .on(sql`${sessionName}`)
      .where(sql`type in ${sessionNames}`),
    index('events_of_skills')
      .on(table.threadId)
      .where(sql`${skillUses}`),
  ],
)

/** One row a thread, written with its facts: what lists show. */
export const threadSummaries = sqliteTable(
  'thread_summaries',
  {
    id: text('id').primaryKey(),
    owner: text('owner').notNull(),
    projectId: text('project_id').notNull(),
    createdAt: text('created_at').notNull(),
    archived: integer('archived', { mode: 'boolean' }).notNull(),
    summary: text('summary').notNull(),
  },
  (table) => [
    index('thread_summaries_by_owner').on(table.owner, table.archived, table.createdAt, table.id),
  ],
)

/** One row an agent process: how far its journal has been read. */
export const runs = sqliteTable(
  'runs',
  {
    id: text('id').primaryKey(),
    threadId: text('thread_id').notNull(),
    ended: integer('ended', { mode: 'boolean' }).notNull(),
    offset: integer('offset').notNull(),
    state: text('state').notNull(),
    /** The thread's seq that was written with it: a log that lost events behind it must be read from further back. */
    seq: integer('seq'),
    sum: integer('sum'),
  },
  (table) => [index('runs_by_end').on(table.ended, table.threadId)],
)

/** A cache of what a thread's log amounts to. Any row, or all of them, may be deleted at any time. */
export const threadSnapshots = sqliteTable('thread_snapshots', {
  threadId: text('thread_id').primaryKey(),
  seq: integer('seq').notNull(),
  /** Which fold made it. */
  version: integer('version').notNull(),
  sum: integer('sum').notNull(),
  view: text('view').notNull(),
})
