// A table that is added must say what becomes of it when a backup is put in place: what permits something must not come back
// because nobody thought of it.
import { sql } from 'drizzle-orm'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../sqlite/database.ts'
import { asNow, ofThreads } from './at-work.ts'

/** Each has a rule of its own in `keepAtWork`. */
const inPart = ['projects', 'settings', 'port_holds', 'thread_snapshots']
/** They come back as they were then. */
const asThen = ['recipes', '__drizzle_migrations']

it('knows every table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'a-parallel-tables-'))
  const database = openDatabase(join(folder, 'data.db'))
  const found = database.db.all<{ name: string }>(
    sql`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`,
  )
  database.close()
  rmSync(folder, { recursive: true })
  const known = [...asNow, ...Object.keys(ofThreads), ...inPart, ...asThen]
  expect(found.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
})
