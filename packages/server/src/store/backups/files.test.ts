// A backup that is made before a migration: the server is one process with it.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '../sqlite/database.ts'
import { backUpNow } from './files.ts'

it('leaves nothing of the database open, so that another may be put in its place', () => {
  const folder = mkdtempSync(join(tmpdir(), "a-parallel-o'clock-"))
  const file = join(folder, 'data.db')
  const database = openDatabase(file)
  backUpNow(file, join(folder, 'backups'), '2026-01-01T00:00:00.000Z')
  expect(readdirSync(join(folder, 'backups'))).toEqual(['migration-2026-01-01T00-00-00.000Z.db'])
  expect(database.leave()).toBe(true)
  rmSync(folder, { recursive: true })
})
