// Opens what the data directory holds, whatever became of it: a newer one is refused untouched, a damaged one is made
// anew, one of an earlier version is backed up before it is changed.
import type { Restored, RunId } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import { existsSync, readdirSync, statSync } from 'node:fs'
import type { Home } from '../home/home.ts'
import { HomeError } from '../home/own.ts'
import { randomId } from '../platform/id.ts'
import type { Clock } from '../platform/clock.ts'
import type { Log } from '../platform/log.ts'
import { version } from '../platform/version.ts'
import { backUpNow, listBackups } from './backups/files.ts'
import { openShelf } from './backups/shelf.ts'
import { takeCare, type Care } from './backups/rolling.ts'
import type { Backups } from './port.ts'
import { dropChoice, isChosen, putChosen } from './restore/chosen.ts'
import {
  finishRestore,
  isMarkedDamaged,
  markDamaged,
  readRestored,
  restore,
} from './restore/restore.ts'
import { migrationsFolder, openDatabase, StillOpen, type OpenDatabase } from './sqlite/database.ts'
import { isDamage } from './sqlite/failures.ts'
import { knownMigration, schemaVersion } from './sqlite/schema-version.ts'

export interface StoreAsk {
  home: Home
  clock: Clock
  log: Log
  /** How the server before this one ended; see home/lock.ts. */
  unclean: boolean
  wasOpen: boolean
  /** Told when the database was closed in order to put another in its place. */
  onClosing?: () => void
  /** Told once. The store is of no use then: it is to be closed, and opened again. */
  onDamage: () => void
}

export interface Store {
  database: OpenDatabase
  care: Care
  shelf: Backups
  restored: Restored | null
  /** Runs that a restored database no longer knows, though agents of theirs may live: nobody can read or stop them. */
  lostRuns: RunId[]
  /** Throws a HomeError for a damaged database that only another process can replace. */
  close(): Promise<void>
}

/** Damage that is met once the file is open is told, and thrown; nothing is open then. */
export function openStore(ask: StoreAsk): Store {
  const { home, log, clock } = ask
  finishRestore(home)
  let open = false
  let told = false
  const onDamage = (cause: unknown) => {
    if (!open || told) return
    told = true
    log.error({ err: cause }, 'the database is damaged')
    try {
      markDamaged(home)
    } finally {
      ask.onDamage()
    }
  }
  const database = openOrRestore(withChosen(ask), onDamage)
  open = true
  const leave = () => {
    if (!told && !isChosen(home)) return database.close()
    if (database.leave()) return
    if (told) throw new HomeError(startAgain(home))
    log.error('the database could not be let go of, so no backup is put in its place')
    dropChoice(home)
  }
  try {
    const done = readRestored(home)
    // At every start: the one that restored may have been killed before it ended them.
    const lostRuns = done?.why === 'damage' ? runsWithoutRow(home, database) : []
    const { unclean } = ask
    const { database: file, backups: folder } = home
    const care = takeCare({ database, file, folder, clock, log, unclean, onDamage })
    const ending = new AbortController()
    const { signal } = ending
    const { db } = database
    const shelf = openShelf({ home, db, care, clock, newId: randomId, restored: done, signal })
    const close = () => {
      ending.abort()
      return care.stop().then(leave)
    }
    return { database, care, shelf, restored: done, lostRuns, close }
  } catch (cause) {
    leave()
    throw cause
  }
}

/** One that a person chose comes first. What was closed in order on the way has no write-ahead log any more. */
function withChosen(ask: StoreAsk): StoreAsk {
  const { home, log, clock, wasOpen } = ask
  let isClosed = false
  const closing = () => {
    isClosed = true
    ask.onClosing?.()
  }
  const beforeMigration = (file: string) => backUpNow(file, home.backups, clock.now())
  const isPut = putChosen({ home, log, wasOpen, options: { beforeMigration }, closing })
  return isPut || isClosed ? { ...ask, wasOpen: false } : ask
}

function runsWithoutRow(home: Home, { db }: OpenDatabase): RunId[] {
  const known = new Set(db.all<{ id: string }>(sql`select id from runs`).map(({ id }) => id))
  return readdirSync(home.runs).filter((name) => !known.has(name)) as RunId[] // Each folder bears a run's id.
}

function openOrRestore(ask: StoreAsk, onDamage: (cause: unknown) => void): OpenDatabase {
  const { home, clock } = ask
  const options = {
    onDamage,
    beforeMigration: (file: string) => backUpNow(file, home.backups, clock.now()),
  }
  try {
    if (isMarkedDamaged(home)) return restored(ask, options, 'it was found damaged while in use')
    if (isGone(ask)) return restored(ask, options, 'it is empty or gone')
    if (ask.wasOpen && existsSync(home.database) && !existsSync(`${home.database}-wal`))
      return restored(ask, options, 'its write-ahead log is gone')
    refuseNewer(home.database)
    return openDatabase(home.database, options)
  } catch (cause) {
    if (cause instanceof StillOpen) {
      markDamaged(home)
      throw new HomeError(startAgain(home), { cause })
    }
    if (!isDamage(cause)) throw cause
    return restored(ask, options, cause)
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** A database that is not there, although something speaks of it. SQLite would begin an empty one. */
function isGone({ home, clock, wasOpen }: StoreAsk): boolean {
  if (sizeOf(home.database) > 0) return false
  return (
    wasOpen ||
    sizeOf(`${home.database}-wal`) > 0 ||
    listBackups(home.backups, clock.now()).length > 0
  )
}

function startAgain({ database }: Home): string {
  return `${database} is damaged and still in use. Start a-parallel again: it restores what can be restored.`
}

function restored(
  { home, clock, log }: StoreAsk,
  options: Parameters<typeof openDatabase>[1],
  why: unknown,
): OpenDatabase {
  const now = clock.now()
  for (const { file } of listBackups(home.backups, now)) {
    try {
      refuseNewer(file)
      break
    } catch (cause) {
      // Damaged as well: the one before it is asked.
      if (!isDamage(cause)) throw cause
    }
  }
  const done = restore(home, now)
  log.error({ err: why, ...done }, 'the database was damaged and has been restored')
  return openDatabase(home.database, options)
}

/** @throws HomeError for a database that a later program made. Not a byte of it or beside it is changed. */
function refuseNewer(file: string): void {
  const found = schemaVersion(file)
  if (!found || found.migration <= knownMigration(migrationsFolder)) return
  const maker = found.program === null ? 'a later a-parallel' : `a-parallel ${found.program}`
  throw new HomeError(
    `${file} was made by ${maker}, and this is ${version}, which does not know its tables. ` +
      'Start that version again, or choose another A_PARALLEL_HOME. Nothing was changed.',
  )
}
