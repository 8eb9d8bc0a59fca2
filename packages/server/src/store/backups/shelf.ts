// The backups as the features see them: which there are, what one holds beside what is there now, and how one is put in
// place.
import { Problem } from '@a-parallel/contract/model'
import type { Backup, Instant, OwnerId, Restored } from '@a-parallel/shared'
import { rmSync, statSync } from 'node:fs'
import { basename, isAbsolute } from 'node:path'
import type { Home } from '../../home/home.ts'
import type { Clock } from '../../platform/clock.ts'
import type { NewId } from '../../platform/id.ts'
import type { Database, Backups } from '../port.ts'
import { choose, isChosen, newStaged } from '../restore/chosen.ts'
import { migrationsFolder, openDatabase, StillOpen } from '../sqlite/database.ts'
import { isDamage } from '../sqlite/failures.ts'
import {
  knownMigration,
  leavingNothing,
  readAside,
  versionIn,
  type SchemaVersion,
} from '../sqlite/schema-version.ts'
import { beside } from './beside.ts'
import { asProblem, copyToLookAt } from './copy-to-look-at.ts'
import { goesAt, listAllBackups, type BackupFile } from './files.ts'
import { lookInto } from './look-into.ts'
import type { Care } from './rolling.ts'

export interface ShelfAsk {
  home: Home
  db: Database
  care: Care
  clock: Clock
  newId: NewId
  restored: Restored | null
  /** Ends what is under way. */
  signal: AbortSignal
}

export function openShelf(ask: ShelfAsk): Backups {
  const { home, care, clock, restored } = ask
  const list = () => listAllBackups(home.backups, clock.now()).map(toBackup)
  const staging = <T>(from: string, work: (staged: string, at: Instant | null) => T): Promise<T> =>
    stage(ask, from, work)
  return {
    folder: home.backups,
    restored,
    list,
    isRestoring: () => isChosen(home),
    async make() {
      const file = await care.make()
      const made = list().find(({ path }) => path === file)
      if (!made) throw new Problem('internal', 'The backup that was made is gone.')
      return made
    },
    look: (from, owner: OwnerId) =>
      staging(from, (staged, at) => ({ at, ...lookInto(staged, ask.db, owner) })),
    choose: (from) =>
      staging(from, (staged, backupAt) => {
        const at = clock.now()
        try {
          choose(home, staged, { at, backupAt })
        } catch (cause) {
          throw asProblem(cause)
        }
        return at
      }),
    remove(name) {
      const found = list().find((one) => one.name === name)
      if (!found) throw new Problem('backup_not_found')
      rmSync(found.path, { force: true })
    },
  }
}

function toBackup(backup: BackupFile): Backup {
  const { kind, file: path, at } = backup
  const until = goesAt(backup)
  return {
    name: basename(path),
    path,
    kind,
    at,
    bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    isChecked: kind === 'rolling' || kind === 'asked',
    until: until === null ? null : new Date(until).toISOString(),
  }
}

/**
 * Copies a backup, brings its tables up to date and looks through all of it. The file itself is only read.
 * @throws `backup_not_found`, `backup_unreadable`, `backup_foreign`, `backup_newer`, `backup_damaged`, `disk_full`.
 */
async function stage<T>(
  { home, clock, newId, signal }: ShelfAsk,
  from: string,
  work: (staged: string, at: Instant | null) => T,
): Promise<T> {
  const kept = listAllBackups(home.backups, clock.now()).find(
    ({ file }) => basename(file) === from || file === from,
  )
  const file = kept?.file ?? from
  if (!kept && !isAbsolute(from)) throw new Problem('backup_not_found')
  const staged = newStaged(home, newId())
  try {
    await copyToLookAt(home, file, staged)
    update(staged)
    const outcome = await beside({ kind: 'check', file: staged }, signal)
    if (outcome.kind === 'damaged') throw damaged(outcome.what)
    if (outcome.kind === 'failed') throw new Problem('internal', outcome.what)
    return work(staged, kept?.at ?? null)
  } finally {
    // One that was chosen is not called so any more.
    for (const end of ['', '-wal', '-shm']) rmSync(`${staged}${end}`, { force: true })
  }
}

function update(staged: string): void {
  try {
    refuseForeign(versionOf(staged))
    if (!openDatabase(staged).leave()) throw new Error('the copy could not be closed')
  } catch (cause) {
    if (cause instanceof Problem) throw cause
    if (cause instanceof StillOpen || isDamage(cause))
      throw damaged(cause instanceof Error ? cause.message : '')
    throw cause
  }
}

function refuseForeign(found: SchemaVersion | null): void {
  if (!found || found.migration === 0) throw new Problem('backup_foreign')
  if (found.migration <= knownMigration(migrationsFolder)) return
  const version = found.program ?? ''
  const detail = 'A later a-parallel made it. Start that version, and restore it there.'
  throw new Problem('backup_newer', detail, { version })
}

/**
 * Ours has none: what somebody else put there would run as it is read, or as it is completed with what stays as it is now.
 */
const scripts = `select count(*) from sqlite_master
  where type in ('trigger', 'view') or sql like 'create virtual %'`

/** Null for none of ours. It is opened next, so nothing of this may be left open. */
function versionOf(staged: string): SchemaVersion | null {
  return readAside(staged, (source) => {
    const ask = leavingNothing(source)
    return ask(scripts) > 0 ? null : versionIn(ask)
  })
}

function damaged(what: string): Problem {
  return new Problem('backup_damaged', `It is damaged (${what}). Choose another one.`)
}
