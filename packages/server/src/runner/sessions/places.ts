// Where the sessions of a repository lie: which folders of the program's may hold them, and whether one that lies there was
// held in one of the repository's checkouts.
import { lstatSync } from 'node:fs'
import { lstat, readdir } from 'node:fs/promises'
import { dirname, join, normalize, sep } from 'node:path'
import type { SessionCodec } from '../drivers/sessions-port.ts'
import { ifThere } from '../git/worktrees/if-there.ts'

export interface SessionFile {
  id: string
  path: string
  bytes: number
  /** Milliseconds since 1970. */
  changedAt: number
  /** It lies where sessions of the checkout itself do, and not only of something whose name begins likewise. */
  isNear: boolean
}

export interface FilesAsk {
  codec: SessionCodec
  /** Where the program keeps a folder for each working directory. */
  folder: string
}

/** The files of all sessions that may have been held in these checkouts or inside them, the latest first. */
export async function filesOf(
  { codec, folder }: FilesAsk,
  roots: readonly string[],
): Promise<SessionFile[]> {
  const entries = (await ifThere(readdir(folder, { withFileTypes: true }))) ?? []
  // A link may lead anywhere: none is followed.
  const files: SessionFile[] = []
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    const holds = roots.map((root) => codec.mayHold(entry.name, root)).filter(Boolean)
    if (holds.length === 0) continue
    files.push(...(await filesIn(codec, join(folder, entry.name), holds.includes('it'))))
  }
  return latest(files)
}

/** A session's file, wherever it lies; null where there is none. */
export async function fileOf({ codec, folder }: FilesAsk, id: string): Promise<string | null> {
  const name = `${id}.jsonl`
  if (codec.idOf(name) !== id) return null
  const asked = readdir(folder, { withFileTypes: true })
  const entries = (await unlessDenied(ifThere(asked))) ?? []
  const found: SessionFile[] = []
  for (const entry of entries) {
    if (!entry.isDirectory()) continue
    const path = join(folder, entry.name, name)
    const stats = await unlessDenied(ifThere(lstat(path)))
    if (stats?.isFile())
      found.push({ id, path, bytes: stats.size, changedAt: stats.mtimeMs, isNear: true })
  }
  return latest(found)[0]?.path ?? null
}

async function filesIn(
  codec: SessionCodec,
  folder: string,
  isNear: boolean,
): Promise<SessionFile[]> {
  const names = (await ifThere(readdir(folder)).catch(() => null)) ?? []
  const found = await Promise.all(
    names.map(async (name): Promise<SessionFile | null> => {
      const id = codec.idOf(name)
      if (id === null) return null
      const path = join(folder, name)
      const stats = await unlessDenied(ifThere(lstat(path)))
      return stats && { id, path, bytes: stats.size, changedAt: stats.mtimeMs, isNear }
    }),
  )
  return found.filter((file) => file !== null)
}

/** A program that ran as another user leaves folders that are closed to this one: they hold up none of the others. */
async function unlessDenied<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws nothing but errors with a code.
    if (code === 'EACCES' || code === 'EPERM') return null
    throw cause
  }
}

/** One of each id: a file that was copied elsewhere is the same session. */
function latest(files: readonly SessionFile[]): SessionFile[] {
  const sorted = files.toSorted((a, b) => b.changedAt - a.changedAt || (a.id < b.id ? -1 : 1))
  return [...new Map(sorted.toReversed().map((file) => [file.id, file])).values()].toReversed()
}

/** Whether a session that was held in `folder` belongs to one of the checkouts, and not to a repository inside of one. */
export function belongs(folder: string, roots: readonly string[]): boolean {
  if (roots.includes(folder)) return true
  // It is what a file says, and files may say anything.
  if (normalize(folder) !== folder) return false
  const root = roots.find((one) => folder.startsWith(`${one}${sep}`))
  if (root === undefined) return false
  for (let path = folder; path.length > root.length; path = dirname(path)) {
    if (roots.includes(path)) return true
    if (holdsRepository(path)) return false
  }
  return true
}

/** A folder of then may be a file by now, or have a name that no folder can have: that holds none, and nothing up. */
function holdsRepository(path: string): boolean {
  try {
    return lstatSync(join(path, '.git'), { throwIfNoEntry: false }) !== undefined
  } catch {
    return false // Nothing of that name can be seen there.
  }
}
