// Opens the SQLite database and brings its tables up to date.
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { sql } from 'drizzle-orm'
import { fileURLToPath } from 'node:url'
import type { Database } from '../port.ts'
import { isDamage } from './failures.ts'
import { openHandle, type Handle, type OnDamage } from './handle.ts'
import { knownMigration, leavingNothing, programNumber, versionIn } from './schema-version.ts'

export interface OpenDatabase {
  db: Database
  /**
   * Commits in here may be lost with the machine's power (never with the program). All others are on the disk when they
   * return: nobody has to think of it to be safe.
   */
  relaxed: <T>(work: () => T) => T
  /** Told of a row that is not what was written. */
  damaged: OnDamage
  /** Rows written by this connection so far. */
  changes(): number
  /** Whether there is not one event. */
  isEmpty(): boolean
  /** Checkpoints the write-ahead log and closes the file. */
  close(): void
  /**
   * Closes a file in whose place another is put. A statement that is not yet collected keeps a connection half open, and
   * its end would remove the write-ahead log by name: the new file's. So it leaves that mode first. False when it cannot.
   */
  leave(): boolean
}

export interface OpenOptions {
  /** Folder of the numbered SQL files. */
  migrations?: string
  /** Told of damage, as often as it is met. */
  onDamage?: OnDamage
  /** Called before tables that hold something are changed. */
  beforeMigration?: (file: string) => void
}

export const migrationsFolder = fileURLToPath(new URL('../migrations', import.meta.url))

/** Nobody else has business with the file: who holds a lock is not waited for long, everything else would stand still. */
const patienceMs = 150
/** At the start nothing else waits. */
const patienceAtStartMs = 5000
/** A log that grew while somebody read for long is cut back to this. */
const keptLogBytes = 16 * 1024 * 1024

/** @param file path of the database; it is made when missing. */
export function openDatabase(file: string, options: OpenOptions = {}): OpenDatabase {
  const { migrations = migrationsFolder, onDamage = () => undefined, beforeMigration } = options
  const { client, db } = openHandle(file, patienceAtStartMs, onDamage)
  try {
    client.exec('PRAGMA journal_mode = WAL')
    client.exec('PRAGMA synchronous = FULL')
    // On macOS a plain fsync leaves the drive's own cache; elsewhere this changes nothing.
    client.exec('PRAGMA fullfsync = ON')
    client.exec('PRAGMA foreign_keys = ON')
    client.exec(`PRAGMA journal_size_limit = ${keptLogBytes}`)
    const { migration } = versionIn(leavingNothing(client))
    if (migration < knownMigration(migrations)) {
      if (migration > 0) beforeMigration?.(file)
      migrate(db as never, { migrationsFolder: migrations }) // The migrator wants better-sqlite3's own class but uses only its session.
      client.exec(`PRAGMA user_version = ${programNumber}`)
    }
    client.exec(`PRAGMA busy_timeout = ${patienceMs}`)
  } catch (cause) {
    if (!isDamage(cause)) client.close()
    else if (!leave(client)) throw new StillOpen(file, { cause })
    throw cause
  }
  return {
    leave: () => leave(client),
    db,
    relaxed(work) {
      client.exec('PRAGMA synchronous = NORMAL')
      try {
        return work()
      } finally {
        client.exec('PRAGMA synchronous = FULL')
      }
    },
    damaged: onDamage,
    changes: () => db.get<{ n: number }>(sql`select total_changes() as n`).n,
    isEmpty: () => db.get(sql`select 1 from events limit 1`) === undefined,
    close() {
      try {
        client.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      } catch {
        // Held, full or damaged: what is in the write-ahead log is read from there by the next server.
      } finally {
        client.close()
      }
    },
  }
}

/** The file is damaged, and cannot be replaced while this process lives. */
export class StillOpen extends Error {}

function leave(client: Handle['client']): boolean {
  try {
    const mode: unknown = client.prepare('PRAGMA journal_mode = DELETE').get()
    return Object.values(mode ?? {}).includes('delete')
  } catch {
    return false // Held by another, or damaged where every file begins.
  } finally {
    client.close()
  }
}
