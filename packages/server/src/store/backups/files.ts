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
} from 'node:fs'
import { join } from 'node:path'

/** Made as time goes by, or before the tables were changed. */
export type BackupKind = 'rolling' | 'migration'

export interface Backup {
  kind: BackupKind
  file: string
  /** When it was made, ISO 8601. */
  at: string
}

const keptOfEach = 3
const named = /^(rolling|migration)-(\d{4}-\d\d-\d\dT\d\d)-(\d\d)-(\d\d\.\d{3}Z)\.db$/

/** The newest first. One from later than now, made while the clock was ahead, tells nothing of its age: it comes last. */
export function listBackups(folder: string, now: string): Backup[] {
  const found = readdirSync(folder).flatMap((name): Backup[] => {
    const [, kind, hour, minute, rest] = named.exec(name) ?? []
    if (kind !== 'rolling' && kind !== 'migration') return []
    return [{ kind, file: join(folder, name), at: `${hour}:${minute}:${rest}` }]
  })
  const rank = ({ at }: Backup) => (at > now ? '' : at)
  return found.toSorted((a, b) => (rank(a) < rank(b) ? 1 : -1))
}

/** The file of a backup of this moment; a colon is no letter of a file's name everywhere. */
export function backupFile(folder: string, kind: BackupKind, at: string): string {
  return join(folder, `${kind}-${at.replaceAll(':', '-')}.db`)
}

/** Where it is written before it is whole. */
export function unfinished(file: string): string {
  return `${file}.unfinished`
}

/** Leaves the newest of each kind, and nothing that was not finished. */
export function pruneBackups(folder: string, now: string): void {
  for (const kind of ['rolling', 'migration'] as const) {
    const old = listBackups(folder, now).filter((backup) => backup.kind === kind)
    for (const { file } of old.slice(keptOfEach)) rmSync(file, { force: true })
  }
  for (const name of readdirSync(folder))
    if (name.includes('.unfinished')) rmSync(join(folder, name), { force: true })
}

/** Copies a database before its tables are changed. The caller waits: nothing is changed before it is there. */
export function backUpNow(database: string, folder: string, at: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const file = backupFile(folder, 'migration', at)
  const source = new DatabaseSync(database)
  try {
    source.prepare('vacuum into ?').run(unfinished(file))
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
