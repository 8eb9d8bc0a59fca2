// The tables of tool servers and of where they are switched on or off. Values of environments and headers are not among them.
// Every look-up names the owner.
import { LastReport, ToolServerTransport } from '@a-parallel/contract/nouns'
import type { OwnerId, ToolServerId } from '@a-parallel/shared'
import { and, eq, sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from '../store/port.ts'

export const toolServers = sqliteTable(
  'tool_servers',
  {
    id: text('id').primaryKey(),
    owner: text('owner').notNull(),
    /** Null: of all projects. */
    projectId: text('project_id'),
    name: text('name').notNull(),
    transport: text('transport', { mode: 'json' }).$type<ToolServerTransport>().notNull(),
    timeoutMs: integer('timeout_ms'),
    privateAddress: integer('private_address', { mode: 'boolean' }).notNull(),
    on: integer('on', { mode: 'boolean' }).notNull(),
    createdAt: text('created_at').notNull(),
    /** What came of reaching it last, since it is described so. */
    last: text('last', { mode: 'json' }).$type<LastReport>(),
  },
  (table) => [index('tool_servers_by_owner').on(table.owner, table.name)],
)

export const toolServerSwitches = sqliteTable(
  'tool_server_switches',
  {
    owner: text('owner').notNull(),
    serverId: text('server_id').notNull(),
    /** `project:<id>` or `thread:<id>`. */
    place: text('place').notNull(),
    on: integer('on', { mode: 'boolean' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.serverId, table.place] })],
)

export type ToolServerRow = typeof toolServers.$inferSelect
export type SwitchRow = typeof toolServerSwitches.$inferSelect

export type ToolServerTable = ReturnType<typeof toolServerTable>

export function toolServerTable(db: Database) {
  const asked = prepareReads(db)
  return {
    find(owner: OwnerId, id: ToolServerId): ToolServerRow | null {
      const row = db.select().from(toolServers).where(mine(owner, id)).get()
      return row ? whole(row) : null
    },
    list: (owner: OwnerId): ToolServerRow[] => asked.list.all({ owner }).map(whole),
    insert(row: ToolServerRow): void {
      db.insert(toolServers).values(row).run()
    },
    change(owner: OwnerId, id: ToolServerId, change: Partial<ToolServerRow>): void {
      db.update(toolServers).set(change).where(mine(owner, id)).run()
    },
    remove(owner: OwnerId, id: ToolServerId): void {
      db.delete(toolServerSwitches)
        .where(and(eq(toolServerSwitches.owner, owner), eq(toolServerSwitches.serverId, id)))
        .run()
      db.delete(toolServers).where(mine(owner, id)).run()
    },
    switches: (owner: OwnerId): SwitchRow[] => asked.switches.all({ owner }),
    /** Takes all switches of a place away. */
    clear(owner: OwnerId, place: string): void {
      db.delete(toolServerSwitches)
        .where(and(eq(toolServerSwitches.owner, owner), eq(toolServerSwitches.place, place)))
        .run()
    },
    /** Null takes the switch away. */
    put(owner: OwnerId, serverId: ToolServerId, place: string, on: boolean | null): void {
      if (on === null) {
        db.delete(toolServerSwitches)
          .where(at(owner, serverId, place))
          .run()
        return
      }
      db.insert(toolServerSwitches)
        .values({ owner, serverId, place, on })
        .onConflictDoUpdate({
          target: [toolServerSwitches.owner, toolServerSwitches.serverId, toolServerSwitches.place],
          set: { on },
        })
        .run()
    },
  }
}

/** What every agent's start asks. */
function prepareReads(db: Database) {
  const owner = sql.placeholder('owner')
  return {
    list: db
      .select()
      .from(toolServers)
      .where(eq(toolServers.owner, owner))
      .orderBy(toolServers.name, toolServers.createdAt)
      .prepare(),
    switches: db
      .select()
      .from(toolServerSwitches)
      .where(eq(toolServerSwitches.owner, owner))
      .prepare(),
  }
}

/** With what an earlier version did not write, and without what another one wrote otherwise. */
function whole(row: ToolServerRow): ToolServerRow {
  const last = LastReport.nullable().catch(null).parse(row.last)
  return { ...row, transport: ToolServerTransport.parse(row.transport), last }
}

function mine(owner: OwnerId, id: ToolServerId) {
  return and(eq(toolServers.owner, owner), eq(toolServers.id, id))
}

function at(owner: OwnerId, serverId: ToolServerId, place: string) {
  return and(
    eq(toolServerSwitches.owner, owner),
    eq(toolServerSwitches.serverId, serverId),
    eq(toolServerSwitches.place, place),
  )
}
