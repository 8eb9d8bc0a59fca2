// The backups in their folder: what they are called, which there are, and which may go.
import { DatabaseSync } from '@photostructure/sqlite'
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs'
import { statfs } from 'node:fs/promises'
import { keptForMs } from '@a-parallel/contract/model'
import { BackupKind } from '@a-parallel/contract/nouns'
import { join } from 'node:path'

export interface BackupFile {
  kind: BackupKind
  file: string
  /** When it was made, ISO 8601; of one that was replaced: when it was. */
  at: string
}

/** Of those that do not go by their age. */
const mostOfKind = { rolling: 3, asked: 5, migration: 3 } as const
const named =
  /^(rolling|asked|migration|replaced)-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.db$/

/**
 * Those that what is there now goes back to, the newest first. One from later than now, made while the clock was ahead,
 * tells nothing of its age: it comes last.
 */
export function listBackups(folder: string, now: string): BackupFile[] {
  return listAllBackups(folder, now).filter(({ kind }) => kind !== 'replaced')
}

/** Those of states that were replaced too: they tell of what happened otherwise. */
export function listAllBackups(folder: string, now: string): BackupFile[] {
  const found = readdirSync(folder).flatMap((name): BackupFile[] => {
    const [, said, hour, minute, rest] = named.exec(name) ?? []
    const kind = BackupKind.safeParse(said)
    if (!kind.success) return []
    return [{ kind: kind.data, file: join(folder, name), at: `${hour}:${minute}:${rest}` }]
  })
  const rank = ({ at }: BackupFile) => (at > now ? '' : at)
  return found.toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1))
}

/**
 * When it goes for its age alone, in milliseconds since 1970; null: it does not. One that was made long before it was set
 * aside bears the time of that (`setAside`).
 */
export function goesAt({ kind, at, file }: BackupFile): number | null {
  if (kind !== 'replaced') return null
  const since = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
  return Math.max(Date.parse(at), since) + keptForMs
}

/** From now on it counts as replaced, and its time runs from then. */
export function setAside(file: string, aside: string, at: string): void {
  utimesSync(file, new Date(at), new Date(at))
  renameSync(file, aside)
}

/** The file of a backup of this moment; a colon is no letter of a file's name everywhere. */
export function backupFile(folder: string, kind: BackupKind, at: string): string {
  return join(folder, `${kind}-${at.replaceAll(':', '-')}.db`)
}

/** Where it is written before it is whole. */
export function unfinished(file: string): string {
  return `${file}.unfinished`
}

/** Leaves the newest of each kind, what was replaced not long ago, and nothing that was not finished. */
export function pruneBackups(folder: string, now: string): void {
  for (const kind of ['rolling', 'asked', 'migration'] as const) {
    const old = listBackups(folder, now).filter((backup) => backup.kind === kind)
    for (const { file } of old.slice(mostOfKind[kind])) rmSync(file, { force: true })
  }
  for (const backup of listAllBackups(folder, now))
    if ((goesAt(backup) ?? Infinity) <= Date.parse(now)) rmSync(backup.file, { force: true })
  for (const name of readdirSync(folder))
    if (name.includes('.unfinished')) rmSync(join(folder, name), { force: true })
}

/** Left free besides a copy. */
const spareBytes = 100 * 1024 * 1024

/** How many bytes a copy may take there. */
export async function roomIn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize - spareBytes
}

/** Copies a database before its tables are changed. The caller waits: nothing is changed before it is there. */
export function backUpNow(database: string, folder: string, at: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = backupFile(folder, 'migration', at)
  const source = new DatabaseSync(database)
  try {
    // Not prepared: that would keep the database half open, and no other could be put in its place.
    source.exec(`vacuum into '${unfinished(file).replaceAll("'", "''")}'`)
  } finally {
    source.close()
  }
  chmodSync(unfinished(file), 0o600)
  syncFile(unfinished(file))
  renameSync(unfinished(file), file)
  syncFile(folder)
  pruneBackups(folder, at)
}

/** Puts a file, or the names in a folder, on the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
