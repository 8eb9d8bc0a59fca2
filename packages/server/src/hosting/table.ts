// The table of accounts at hosts, without their tokens. Every look-up names the owner.
import type { OwnerId } from '@a-parallel/shared'
import { and, eq } from 'drizzle-orm'
import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from '../store/port.ts'

export const hostAccounts = sqliteTable(
  'host_accounts',
  {
    owner: text('owner').notNull(),
    host: text('host').notNull(),
    login: text('login').notNull(),
    lastFour: text('last_four').notNull(),
    /** JSON; null for a token that has none. */
    scopes: text('scopes', { mode: 'json' }).$type<string[]>(),
    since: text('since').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.host] })],
)

export type HostAccountRow = typeof hostAccounts.$inferSelect

export function hostAccountTable(db: Database) {
  return {
    find: (owner: OwnerId, host: string): HostAccountRow | null =>
      db.select().from(hostAccounts).where(mine(owner, host)).get() ?? null,
    list: (owner: OwnerId): HostAccountRow[] =>
      db
        .select()
        .from(hostAccounts)
        .where(eq(hostAccounts.owner, owner))
        .orderBy(hostAccounts.host)
        .all(),
    put(row: HostAccountRow): void {
      const { login, lastFour, scopes, since } = row
      db.insert(hostAccounts)
        .values(row)
        .onConflictDoUpdate({
          target: [hostAccounts.owner, hostAccounts.host],
          set: { login, lastFour, scopes, since },
        })
        .run()
    },
    remove(owner: OwnerId, host: string): void {
      db.delete(hostAccounts).where(mine(owner, host)).run()
    },
  }
}

function mine(owner: OwnerId, host: string) {
  return and(eq(hostAccounts.owner, owner), eq(hostAccounts.host, host))
}
