// Puts a backup that a person chose in the place of the database, while nothing is open. Each step can be cut short: until
// the new one is whole nothing has moved, and from then on the next start finishes what is left.
import type { Restored } from '@a-parallel/shared'
import { sql } from 'drizzle-orm'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import type { Home } from '../../home/home.ts'
import type { Log } from '../../platform/log.ts'
import { backupFile, listBackups, setAside, syncFile } from '../backups/files.ts'
import { openDatabase, type OpenDatabase, type OpenOptions } from '../sqlite/database.ts'
import { keepAtWork } from './at-work.ts'
import { layToRest } from './lay-to-rest.ts'
import { isMarkedDamaged, takeNote, writeRestored } from './restore.ts'

const Choice = z.object({
  at: z.string(),
  /** When it was made; null for a file that does not say: then no other backup is known to lead to it. */
  backupAt: z.string().nullable(),
})
export type Choice = z.infer<typeof Choice>

export interface PutAsk {
  home: Home
  log: Log
  options: OpenOptions
  /** The server before this one had the database open, so a write-ahead log must lie there. */
  wasOpen: boolean
  /** Told before the database is closed in order: from then on no write-ahead log need lie beside it. */
  closing: () => void
}

/** A name of its own for a copy that is about to be looked through; what is left of them is removed at every start. */
export function newStaged({ database }: Pick<Home, 'database'>, id: string): string {
  return `${database}.staged-${id}`
}

/** From now on the next opening puts the copy in place, and no other that was chosen before. */
export function choose(home: Home, staged: string, choice: Choice): void {
  const { note, chosen } = namesOf(home)
  dropChoice(home)
  writeFileSync(note, JSON.stringify(choice), { mode: 0o600 })
  syncFile(note)
  syncFile(staged)
  renameSync(staged, chosen)
  syncFile(dirname(chosen))
}

/** Whether one was chosen that is not in its place yet. */
export function isChosen(home: Home): boolean {
  const { chosen, merged } = namesOf(home)
  return existsSync(chosen) || existsSync(merged)
}

/** What was there stays. */
export function dropChoice(home: Home): void {
  const { chosen, note, told } = namesOf(home)
  for (const end of ['', '-wal', '-shm']) rmSync(`${chosen}${end}`, { force: true })
  for (const one of [told, note]) rmSync(one, { force: true })
}

/** True when another database was put in place. One that cannot be is let go of, and what was there stays. */
export function putChosen(ask: PutAsk): boolean {
  const { home, log } = ask
  const { merged } = namesOf(home)
  const folder = dirname(home.database)
  for (const name of readdirSync(folder))
    if (name.startsWith(`${basename(home.database)}.staged-`)) rmSync(join(folder, name))
  if (!isChosen(home)) {
    dropChoice(home)
    return false
  }
  if (!existsSync(merged)) {
    try {
      if (isDamaged(ask)) throw new Error('what is there now is damaged, and restored first')
      merge(ask)
    } catch (cause) {
      log.error({ err: cause }, 'the chosen backup was not put in place')
      dropChoice(home)
      return false
    }
  }
  swap(home)
  return true
}

function isDamaged({ home, wasOpen }: PutAsk): boolean {
  const { database } = home
  if (isMarkedDamaged(home) || !existsSync(database)) return true
  return wasOpen && !existsSync(`${database}-wal`)
}

/**
 * Completes the chosen one with what stays as it is now. Whatever takes room on the disk is written here, while nothing has
 * moved yet: from then on there are only moves.
 */
function merge(ask: PutAsk): void {
  const { home } = ask
  const { chosen, merged, told } = namesOf(home)
  const into = openDatabase(chosen)
  try {
    compare(ask, into)
    keepAtWork(into.db, home.database)
    writeRestored(told, restoredBy(home, into))
  } catch (cause) {
    into.leave()
    throw cause
  }
  if (!into.leave()) throw new Error('the chosen backup could not be closed')
  syncFile(chosen)
  renameSync(chosen, merged)
  syncFile(dirname(merged))
}

function restoredBy(home: Home, { db }: OpenDatabase): Restored {
  const { at, backupAt } = choiceOf(home)
  const { n } = db.get<{ n: number }>(sql`select count(*) as n from thread_summaries`)
  return { why: 'chosen', at, backupAt, setAside: asideOf(home, at), threads: n }
}

/** What is there now is closed in order behind it. */
function compare({ home, options, closing }: PutAsk, into: OpenDatabase): void {
  // Before: whoever fails to open it may have closed it all the same.
  closing()
  const present = openDatabase(home.database, options)
  let isClosed = false
  try {
    layToRest(into, present, choiceOf(home).at)
  } finally {
    isClosed = present.leave()
  }
  if (!isClosed) throw new Error('another program holds the database')
}

function swap(home: Home): void {
  const { merged, note, told } = namesOf(home)
  const { at, backupAt } = choiceOf(home)
  const aside = asideOf(home, at)
  putAsideLater(home, { at, backupAt })
  // What it says of a conversation may be of one that went otherwise.
  for (const end of ['', '-wal', '-shm']) rmSync(`${home.searchIndex}${end}`, { force: true })
  if (existsSync(told)) takeNote(home, told)
  if (!existsSync(aside) && existsSync(home.database)) setAside(home.database, aside, at)
  // Before anything takes its name.
  syncFile(home.backups)
  renameSync(merged, home.database)
  syncFile(dirname(home.database))
  rmSync(note, { force: true })
}

/** Where what is there now goes. */
function asideOf({ backups }: Home, at: string): string {
  return backupFile(backups, 'replaced', at)
}

/** Backups of what came after the chosen one lead to it no more: damage must not mix them with what comes now. */
function putAsideLater({ backups }: Home, { at, backupAt }: Choice): void {
  for (const { file, at: madeAt } of listBackups(backups, at)) {
    if (backupAt !== null && madeAt <= backupAt) continue
    const aside = backupFile(backups, 'replaced', madeAt)
    if (!existsSync(aside)) setAside(file, aside, at)
  }
}

function choiceOf(home: Home): Choice {
  return Choice.parse(JSON.parse(readFileSync(namesOf(home).note, 'utf8')))
}

function namesOf({ root, database }: Home) {
  return {
    chosen: `${database}.chosen`,
    merged: `${database}.merged`,
    note: join(root, 'chosen.json'),
    /** What will be told of it once it is in place. */
    told: join(root, 'chosen-restored.json'),
  }
}
