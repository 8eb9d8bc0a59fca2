// `npm run db:push` in a process of its own: it goes the way of a server's start, and never beside one.
import { DatabaseSync } from '@photostructure/sqlite'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { identify } from '../../../packages/server/src/runner/processes/identity.ts'
import { lockHome } from '../../../packages/server/src/home/lock.ts'
import { madeUpId, madeUpThread, write } from '../../../packages/server/src/store/made-up-log.ts'
import {
  migrationsFolder,
  openDatabase,
} from '../../../packages/server/src/store/sqlite/database.ts'
import { sqliteThreadLog } from '../../../packages/server/src/store/sqlite/thread-log.ts'

const run = fileURLToPath(new URL('../../../scripts/run.mjs', import.meta.url))
let folder: string
let home: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-update-'))
  home = join(folder, 'home')
  file = join(home, 'data.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function push() {
  const env = { PATH: process.env['PATH'], HOME: folder, A_PARALLEL_HOME: home }
  const { status, stdout, stderr } = spawnSync(process.execPath, [run, 'db-push'], {
    env,
    encoding: 'utf8',
  })
  return { status, said: `${stdout}${stderr}`.trim() }
}

const backups = () => readdirSync(join(home, 'backups'))

/** A database with one thread, of the first `count` migrations. */
function makeOld(count: number): void {
  const migrations = join(folder, 'migrations')
  cpSync(migrationsFolder, migrations, { recursive: true })
  const journalFile = join(migrations, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(journalFile, 'utf8')) as { entries: unknown[] } // Written by drizzle-kit.
  journal.entries.splice(count)
  writeFileSync(journalFile, JSON.stringify(journal))
  const database = openDatabase(file, { migrations })
  write(sqliteThreadLog(database), madeUpThread(madeUpId(1), 10))
  database.close()
}

it('makes a database, and says when there is nothing to do', () => {
  expect(push()).toEqual({ status: 0, said: `${file} was made.` })
  expect(push()).toEqual({ status: 0, said: `${file} is up to date.` })
  expect([backups(), readdirSync(home).includes('server.json')]).toEqual([[], false])
})

it('makes a backup before tables are changed; what is gone comes back from it', () => {
  push()
  rmSync(file)
  makeOld(4)
  const migrated = push()
  expect(migrated.status).toBe(0)
  const [backup = ''] = backups()
  expect(migrated.said).toContain(`brought up to date. As it was before, it is kept in `)
  expect(migrated.said).toContain(backup)
  rmSync(file)
  const restored = push()
  expect(restored.status).toBe(0)
  expect(restored.said).toContain('was damaged or gone, and was restored. Threads: 1.')
  const found = new DatabaseSync(file)
  expect(found.prepare('select count(*) as n from events').get()).toEqual({ n: 10 })
  found.close()
})

it('refuses while a server runs, and names it', async () => {
  push()
  rmSync(file)
  makeOld(4)
  const lock = lockHome(home, await identify(process.pid))
  lock.announce('http://localhost:1')
  const before = readFileSync(file)
  const { status, said } = push()
  expect([status, said]).toEqual([
    1,
    `${home} is in use by another a-parallel server (pid ${process.pid}, http://localhost:1).`,
  ])
  expect(readFileSync(file).equals(before)).toBe(true)
  lock.release()
})

it('refuses a database of a later version, and leaves it as it is', () => {
  push()
  const later = new DatabaseSync(file)
  later.exec(
    `insert into __drizzle_migrations (hash, created_at) values ('later', 4000000000000); pragma user_version = 3000000`,
  )
  later.close()
  const before = readFileSync(file)
  const { status, said } = push()
  expect([status, said.split('\n')]).toEqual([
    1,
    [expect.stringContaining('made by a-parallel 3.0.0')],
  ])
  expect(readFileSync(file).equals(before)).toBe(true)
})
