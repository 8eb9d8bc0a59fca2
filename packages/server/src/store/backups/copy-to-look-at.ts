// A backup is looked into by a copy, wherever it lies: it may be of another user, be written to, or be no database at all.
import { Problem } from '@a-parallel/contract/model'
import { readdirSync, statSync } from 'node:fs'
import { chmod, copyFile, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Home } from '../../home/home.ts'
import { roomIn } from './files.ts'

const beginning = Buffer.from('SQLite format 3\0')

/** @throws `backup_not_found`, `backup_unreadable`, `backup_foreign`, `disk_full`. */
export async function copyToLookAt(home: Home, file: string, to: string): Promise<void> {
  try {
    await copy(home, file, to)
  } catch (cause) {
    throw asProblem(cause)
  }
}

async function copy({ root }: Home, file: string, to: string): Promise<void> {
  const bytes = sizeOf(file)
  if (bytes === null) throw new Problem('backup_not_found')
  if (isOpenHere(root, file) || !(await beginningOf(file)).equals(beginning))
    throw new Problem('backup_foreign')
  // A database that was copied with what it had not taken in yet.
  const log = sizeOf(`${file}-wal`)
  if ((await roomIn(dirname(to))) < bytes + (log ?? 0)) throw new Problem('disk_full')
  for (const end of log === null ? [''] : ['', '-wal']) {
    await copyFile(`${file}${end}`, `${to}${end}`)
    await chmod(`${to}${end}`, 0o600)
  }
}

/** Null: there is no such file. */
function sizeOf(path: string): number | null {
  const found = statSync(path, { throwIfNoEntry: false })
  return found?.isFile() ? found.size : null
}

/**
 * Whether it is one of those that lie beside the database, by whatever name. SQLite holds its locks there, the lock of the
 * data directory among them, and a process that closes a file loses all the locks that it has on it.
 */
function isOpenHere(root: string, file: string): boolean {
  const { dev, ino } = statSync(file)
  return readdirSync(root).some((name) => {
    const own = statSync(join(root, name), { throwIfNoEntry: false })
    return own?.dev === dev && own.ino === ino
  })
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(beginning.length))
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

const refusals = new Map([
  ['ENOSPC', 'disk_full'],
  ['EDQUOT', 'disk_full'],
  ['EACCES', 'backup_unreadable'],
  ['EPERM', 'backup_unreadable'],
  ['ENOENT', 'backup_not_found'],
  ['ELOOP', 'backup_not_found'],
  ['ENAMETOOLONG', 'backup_not_found'],
  // A name with a NUL in it.
  ['ERR_INVALID_ARG_VALUE', 'backup_not_found'],
] as const)

/** What a file system refused, in our words; anything else stays what it is. */
export function asProblem(cause: unknown): unknown {
  if (!(cause instanceof Error) || !('code' in cause)) return cause
  for (const [code, problem] of refusals)
    if (cause.code === code) return new Problem(problem, undefined, {}, { cause })
  return cause
}
