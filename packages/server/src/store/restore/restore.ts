// Sets a damaged database aside and puts one in its place that was made anew. Each step can be cut short: until the new
// one is whole the damaged one stays where it is, and from then on the next start finishes what is left.
import { mkdirSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Restored } from '@a-parallel/shared'
import type { Home } from '../../home/home.ts'
import { listBackups, syncFile } from '../backups/files.ts'
import { openDatabase } from '../sqlite/database.ts'
import { salvage } from './salvage.ts'

export function restore(home: Home, at: string): Restored {
  const { making, made } = namesOf(home)
  for (const end of ['', '-wal', '-shm']) rmSync(`${making}${end}`, { force: true })
  const into = openDatabase(making)
  const salvaged = salvage(into, home.database, listBackups(home.backups, at))
  if (!into.leave()) throw new Error(`${making} could not be closed; start again to restore`)
  const setAside = join(home.damaged, at.replaceAll(':', '-'))
  const restored = { why: 'damage' as const, at, setAside, ...salvaged }
  writeNote(home, restored)
  syncFile(making)
  renameSync(making, made)
  finishRestore(home)
  return restored
}

/** Puts a database that was made anew in its place, if one waits. */
export function finishRestore(home: Home): void {
  const { made, mark } = namesOf(home)
  if (!existsSync(made)) return
  const setAside = readRestored(home)?.setAside ?? home.damaged
  mkdirSync(setAside, { recursive: true, mode: 0o700 })
  for (const end of ['-wal', '-shm', '']) {
    const file = `${home.database}${end}`
    if (existsSync(file)) renameSync(file, join(setAside, `data.db${end}`))
  }
  rmSync(mark, { force: true })
  renameSync(made, home.database)
  syncFile(dirname(home.database))
}

/** What the last restoring did, or null when there was none. */
export function readRestored(home: Home): Restored | null {
  const { note } = namesOf(home)
  if (!existsSync(note)) return null
  const found = JSON.parse(readFileSync(note, 'utf8')) as Omit<Restored, 'why'> // Our own file.
  // Earlier versions knew one reason only.
  return { why: 'damage', ...found }
}

/** For the next start: SQLite itself may see nothing wrong. */
export function markDamaged(home: Home): void {
  writeFileSync(namesOf(home).mark, '', { mode: 0o600 })
}

export function isMarkedDamaged(home: Home): boolean {
  return existsSync(namesOf(home).mark)
}

/** For whoever looks, and for the next start. */
function writeNote(home: Home, restored: Restored): void {
  const { note } = namesOf(home)
  writeRestored(`${note}.new`, restored)
  takeNote(home, `${note}.new`)
}

export function writeRestored(file: string, restored: Restored): void {
  writeFileSync(file, JSON.stringify(restored), { mode: 0o600 })
  syncFile(file)
}

/** From now on this is what the last restoring did. */
export function takeNote(home: Home, file: string): void {
  renameSync(file, namesOf(home).note)
}

function namesOf({ root, database }: Home) {
  return {
    making: `${database}.restoring`,
    made: `${database}.restored`,
    mark: `${database}.damaged`,
    note: join(root, 'restored.json'),
  }
}
