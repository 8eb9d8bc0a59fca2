// The table of limits: one row a person whose agents ever told of a window. What is damaged counts as not told.
import { LimitWindow } from '@a-parallel/contract/nouns'
import type { OwnerId } from '@a-parallel/shared'
import { eq } from 'drizzle-orm'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { Database } from '../store/port.ts'

export const limits = sqliteTable('limits', {
  owner: text('owner').primaryKey(),
  /** JSON: a list of windows. */
  windows: text('windows').notNull(),
})

/** Nobody has so many. */
const most = 50

export function limitTable(db: Database) {
  return {
    list(owner: OwnerId): LimitWindow[] {
      const row = db.select().from(limits).where(eq(limits.owner, owner)).get()
      return row ? windowsFrom(row.windows) : []
    },
    write(owner: OwnerId, told: readonly LimitWindow[]): void {
      const windows = JSON.stringify(told.slice(-most))
      db.insert(limits)
        .values({ owner, windows })
        .onConflictDoUpdate({ target: limits.owner, set: { windows } })
        .run()
    },
  }
}

function windowsFrom(stored: string): LimitWindow[] {
  try {
    const list: unknown = JSON.parse(stored)
    if (!Array.isArray(list)) return []
    return list.flatMap((one) => LimitWindow.safeParse(one).data ?? [])
  } catch {
    return [] // Damaged: the next answer tells it anew.
  }
}
