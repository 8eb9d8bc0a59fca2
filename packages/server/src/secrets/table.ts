// The table of secrets, sealed. Every look-up names the owner.
import type { OwnerId } from '@a-parallel/shared'
import { and, eq } from 'drizzle-orm'
import { primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from '../store/port.ts'

export const secrets = sqliteTable(
  'secrets',
  {
    owner: text('owner').notNull(),
    /** What it is for: `host:github.com`. */
    purpose: text('purpose').notNull(),
    sealed: text('sealed').notNull(),
    changedAt: text('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.owner, table.purpose] })],
)

export function secretTable(db: Database) {
  return {
    find(owner: OwnerId, purpose: string): string | null {
      const row = db.select().from(secrets).where(mine(owner, purpose)).get()
      return row ? row.sealed : null
    },
    put(row: typeof secrets.$inferInsert): void {
      const { sealed, changedAt } = row
      db.insert(secrets)
        .values(row)
        .onConflictDoUpdate({
          target: [secrets.owner, secrets.purpose],
          set: { sealed, changedAt },
        })
        .run()
    },
    remove(owner: OwnerId, purpose: string): void {
      db.delete(secrets).where(mine(owner, purpose)).run()
    },
  }
}

function mine(owner: OwnerId, purpose: string) {
  return and(eq(secrets.owner, owner), eq(secrets.purpose, purpose))
}
