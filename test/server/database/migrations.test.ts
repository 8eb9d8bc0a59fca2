// A migration that is killed before any of its statements leaves the old tables or the new ones, never something in
// between, and every row. The real migrations, and made-up ones behind them that change rows.
import { DatabaseSync } from '@photostructure/sqlite'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  migrationsFolder,
  openDatabase,
} from '../../../packages/server/src/store/sqlite/database.ts'

const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

let folder: string
let migrations: string
let first: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'a-parallel-migrations-'))
  migrations = folderOf('all', 99, [
    [
      'create table words (thread_id text not null, length integer not null)',
      'insert into words select thread_id, sum(length(data)) from events group by thread_id',
    ],
    [
      `update events set at = 'later'`,
      'alter table words add checked integer',
      'update words set checked = 1',
    ],
  ])
  first = folderOf('first', 1, [])
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Journal {
  entries: { idx: number; version: string; when: number; tag: string; breakpoints: boolean }[]
}

/** The first `count` of the real migrations, and more. */
function folderOf(name: string, count: number, more: string[][]): string {
  const made = join(folder, name)
  cpSync(migrationsFolder, made, { recursive: true })
  const file = join(made, 'meta', '_journal.json')
  const journal = JSON.parse(readFileSync(file, 'utf8')) as Journal // Written by drizzle-kit.
  journal.entries.splice(count)
  for (const [at, statements] of more.entries()) {
    const tag = `made-up-${at}`
    const when = Date.UTC(2099, 0, 1 + at)
    journal.entries.push({
      idx: journal.entries.length,
      version: '6',
      when,
      tag,
      breakpoints: true,
    })
    writeFileSync(join(made, `${tag}.sql`), statements.join('\n--> statement-breakpoint\n'))
  }
  writeFileSync(file, JSON.stringify(journal))
  return made
}

const rows = 300

function makeOld(file: string): void {
  openDatabase(file, { migrations: first }).close()
  const database = new DatabaseSync(file)
  const insert = database.prepare(
    'insert into events (thread_id, seq, at, actor, type, data) values (?, ?, ?, ?, ?, ?)',
  )
  for (let seq = 1; seq <= rows; seq += 1)
    insert.run(`thread-${seq % 3}`, seq, 'then', '{}', 'item.completed', `"word ${seq}"`)
  database.close()
}

async function openAndDie(place: string, at: number): Promise<string> {
  const argv = [
    '--import',
    tsx,
    '--import',
    here('kill-at-statement.mjs'),
    here('open-database.mjs'),
  ]
  const child = spawn(
    process.execPath,
    [...argv, join(place, 'data.db'), migrations, join(place, 'backups')],
    { env: { ...process.env, KILL_AT: String(at) }, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')))
  await once(child, 'close')
  return child.signalCode ?? `${child.exitCode}:${said}`
}

async function killEverywhere(old: boolean, check: (place: string) => void): Promise<number> {
  const begin = (at: number) => {
    const place = join(folder, `killed-${at}`)
    mkdirSync(place)
    if (old) makeOld(join(place, 'data.db'))
    return place
  }
  const whole = await openAndDie(begin(0), 0)
  const statements = Number(/^0:(\d+)$/.exec(whole)?.[1])
  const left = Array.from({ length: statements }, (_, at) => at + 1)
  const work = async () => {
    for (let at = left.shift(); at !== undefined; at = left.shift()) {
      const place = begin(at)
      expect(await openAndDie(place, at)).toBe('SIGKILL')
      check(place)
      rmSync(place, { recursive: true })
    }
  }
  await Promise.all([work(), work()])
  return statements
}

const ask = (database: InstanceType<typeof DatabaseSync>, text: string) =>
  database
    .prepare(text)
    .all()
    .map((row: object) => Object.values(row))

it('an old database has the old tables or the new ones, and all its rows', async () => {
  const found = { old: 0, new: 0 }
  const entries = readdirSync(migrations).filter((name) => name.endsWith('.sql')).length
  const statements = await killEverywhere(true, (place) => {
    const file = join(place, 'data.db')
    const database = new DatabaseSync(file)
    const [[done]] = ask(database, 'select count(*) from __drizzle_migrations') as [[number]] // One number.
    expect([1, entries]).toContain(done)
    found[done === 1 ? 'old' : 'new'] += 1
    const changed = done === 1 ? 0 : rows
    expect(ask(database, `select count(*), sum(at = 'later') from events`)).toEqual([
      [rows, changed],
    ])
    const words = ask(database, `select 1 from sqlite_master where name = 'words'`)
    expect(words).toHaveLength(done === 1 ? 0 : 1)
    expect(ask(database, 'pragma integrity_check')).toEqual([['ok']])
    database.close()
    for (const name of readdirSync(place).includes('backups')
      ? readdirSync(join(place, 'backups'))
      : []) {
      if (!name.endsWith('.db')) continue
      const backup = new DatabaseSync(join(place, 'backups', name))
      expect(ask(backup, 'select count(*) from events')).toEqual([[rows]])
      backup.close()
    }
    openDatabase(file, { migrations }).close()
    const again = new DatabaseSync(file)
    expect(ask(again, 'select count(*), sum(checked) from words')).toEqual([[3, 3]])
    again.close()
  })
  expect(statements).toBeGreaterThan(20)
  expect(found.old).toBeGreaterThan(10)
  expect(found.new).toBeGreaterThan(0)
})

it('a database that is being made is made by the next start', async () => {
  await killEverywhere(false, (place) => {
    const file = join(place, 'data.db')
    openDatabase(file, { migrations }).close()
    const database = new DatabaseSync(file)
    expect(ask(database, 'pragma integrity_check')).toEqual([['ok']])
    expect(ask(database, 'select * from words')).toEqual([])
    database.close()
  })
})
