// The table of settings: one row a person who has ever set something. What was stored, by an older or a newer program or
// with damage, and cannot be used is the usual value, field by field.
import { settingsDefaults } from '@a-parallel/contract/model'
import { Settings } from '@a-parallel/contract/nouns'
import type { OwnerId } from '@a-parallel/shared'
import { eq, sql } from 'drizzle-orm'
import { sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { z } from 'zod'
import { parsedOnce } from '../platform/parsed-once.ts'
import type { Database } from '../store/port.ts'
import { jsonOrNull } from '../platform/json.ts'

export const settings = sqliteTable('settings', {
  owner: text('owner').primaryKey(),
  /** JSON, by section and field. */
  value: text('value').notNull(),
  changedAt: text('changed_at').notNull(),
})

export function settingsTable(db: Database) {
  const one = db
    .select()
    .from(settings)
    .where(eq(settings.owner, sql.placeholder('owner')))
    .prepare()
  const parse = parsedOnce(settingsFrom)
  return {
    read: (owner: OwnerId): Settings => parse(owner, one.get({ owner })?.value ?? ''),
    write(owner: OwnerId, changed: Settings, changedAt: string): void {
      const value = JSON.stringify(changed)
      db.insert(settings)
        .values({ owner, value, changedAt })
        .onConflictDoUpdate({ target: settings.owner, set: { value, changedAt } })
        .run()
    },
  }
}

/** Never throws. */
export function settingsFrom(stored: string | null): Settings {
  // Damaged: then nothing is set.
  const found = shapeOf(stored === null ? null : jsonOrNull(stored))
  const sections = Object.entries(Settings.shape).map(([name, section]) => [
    name,
    sectionFrom(section, settingsDefaults[name as keyof Settings], shapeOf(found[name])), // A key of its own shape.
  ])
  return Settings.parse(Object.fromEntries(sections))
}

type Shape = Record<string, unknown>

function sectionFrom({ shape }: z.ZodObject, usual: Shape, found: Shape): Shape {
  const fields = Object.entries(shape).map(([name, field]) => {
    const read = (field as z.ZodType).safeParse(found[name]) // Zod types a shape's fields loosely.
    return [name, read.success ? read.data : usual[name]]
  })
  return Object.fromEntries(fields)
}

function shapeOf(value: unknown): Shape {
  return typeof value === 'object' && value !== null ? (value as Shape) : {} // Whatever it is, its fields are looked at.
}
