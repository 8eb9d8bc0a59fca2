// Brings the database of a data directory up to date without serving it: the way a server does at its start, and never
// beside one.
import type { Restored } from '@a-parallel/shared'
import { statSync } from 'node:fs'
import type { Config } from './config.ts'
import { openHome, type Home } from './home/home.ts'
import { lockHome } from './home/lock.ts'
import { systemClock } from './platform/clock.ts'
import { openLog } from './platform/log.ts'
import { identify } from './runner/processes/identity.ts'
import { listBackups } from './store/backups/files.ts'
import { openStore } from './store/open.ts'
import { readRestored } from './store/restore/restore.ts'

export type DatabaseUpdate = { file: string } & Done

type Done =
  | { kind: 'made' | 'current' }
  /** With the backup that was made of it before. */
  | { kind: 'migrated'; backup: string }
  | { kind: 'restored'; restored: Restored }

/** @throws HomeError while a server runs there, and for a database of a later version. */
export async function updateDatabase(config: Config): Promise<DatabaseUpdate> {
  const home = await openHome(config.home)
  const lock = lockHome(home.root, await identify(process.pid))
  try {
    const before = stateOf(home)
    const store = openStore({
      home,
      clock: systemClock,
      log: openLog(home.logFile, config.logLevel),
      unclean: lock.unclean,
      wasOpen: lock.wasOpen,
      onClosing: () => lock.closing(),
      onDamage: () => undefined,
    })
    try {
      lock.closing()
    } finally {
      await store.close()
    }
    return { file: home.database, ...difference(before, stateOf(home)) }
  } finally {
    lock.release()
  }
}

function stateOf(home: Home) {
  const backups = listBackups(home.backups, systemClock.now())
  return {
    holdsSomething: (statSync(home.database, { throwIfNoEntry: false })?.size ?? 0) > 0,
    restored: readRestored(home),
    backups: backups.filter(({ kind }) => kind === 'migration').map(({ file }) => file),
  }
}

type State = ReturnType<typeof stateOf>

function difference(before: State, { restored, backups }: State): Done {
  if (restored && restored.at !== before.restored?.at) return { kind: 'restored', restored }
  const backup = backups.find((file) => !before.backups.includes(file))
  if (backup !== undefined) return { kind: 'migrated', backup }
  return { kind: before.holdsSomething ? 'current' : 'made' }
}
