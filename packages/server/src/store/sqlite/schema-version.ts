// Which program made the tables of a database, told without changing a byte of it or of the files beside it.
import { DatabaseSync } from '@photostructure/sqlite'
import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { version } from '../../platform/version.ts'

export interface SchemaVersion {
  /** When its last migration was made, in milliseconds; 0 when it has none. */
  migration: number
  /** The program that made its tables, or null when it did not say. */
  program: string | null
}

/** A connection for reading only. */
export type Source = InstanceType<typeof DatabaseSync>

/** Answers a question with one number, 0 for none. */
export type Ask = (question: string) => number

/** This program, as it is kept in a database: 1.2.3 is 1002003. */
export const programNumber = version
  .split('.')
  .reduce((number, part) => number * 1000 + Number(part), 0)

/** The latest migration that this program knows. */
export function knownMigration(folder: string): number {
  const journal = readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')
  const { entries } = JSON.parse(journal) as { entries: { when: number }[] } // Our own file, written by drizzle-kit.
  return Math.max(...entries.map(({ when }) => when))
}

/** Null when there is no database. Throws what SQLite says about one that it cannot read. */
export function schemaVersion(file: string): SchemaVersion | null {
  if (!existsSync(file) || statSync(file).size === 0) return null
  return readAside(file, (database) => versionIn(leavingNothing(database)))
}

/**
 * Reads a database that nobody writes to, its write-ahead log included. Opening it where it lies would make or change
 * files beside it, so it is read under another name, with a copy of its log. A statement that is prepared keeps the
 * connection half open until it is collected. SQLite knows the file by its inode: whoever opens it by its own name in
 * this process meanwhile is given the other name's index of the log, and shares none with other processes. Then theirs
 * and ours damage one another, so of a file that is opened next, ask by `leavingNothing`.
 */
export function readAside<T>(file: string, read: (database: Source) => T): T {
  const log = `${file}-wal`
  if (!existsSync(log) || statSync(log).size === 0) {
    return reading(`${pathToFileURL(file).href}?immutable=1`, read)
  }
  const aside = mkdtempSync(join(dirname(file), '.reading-'))
  try {
    const name = join(aside, 'data.db')
    linkOrCopy(file, name)
    copyFileSync(log, `${name}-wal`)
    return reading(name, read)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
}

function reading<T>(location: string, read: (database: Source) => T): T {
  const database = new DatabaseSync(location, { readOnly: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to)
  } catch {
    copyFileSync(from, to) // Not every file system has links.
  }
}

/** Asks by a function of SQL, as what `exec` runs is finalized: closing the connection leaves nothing of it. */
export function leavingNothing(database: Source): Ask {
  let answer = 0
  database.function('told', (value: unknown) => void (answer = Number(value ?? 0)))
  return (question) => {
    answer = 0
    database.exec(`select told((${question}))`)
    return answer
  }
}

export function versionIn(ask: Ask): SchemaVersion {
  const table = `select count(*) from sqlite_master where name = '__drizzle_migrations'`
  if (ask(table) === 0) return { migration: 0, program: null }
  const made = ask('select user_version from pragma_user_version')
  return {
    migration: ask('select max(created_at) from __drizzle_migrations'),
    program: made === 0 ? null : programName(made),
  }
}

function programName(number: number): string {
  return [Math.floor(number / 1e6), Math.floor(number / 1000) % 1000, number % 1000].join('.')
}
