// Where the bytes of images lie: `<owner>/<sha-256>`, and beside them which threads need them, as empty files
// `<owner>/threads/<thread>/<sha-256>`. Markers and no links: a copy of the data directory is as good as itself.
import type { ImageId, OwnerId, ThreadId } from '@a-parallel/shared'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, open, readFile, readdir, rename, rm, stat, utimes } from 'node:fs/promises'
import { join } from 'node:path'

export interface ImageShelf {
  /** Puts an image there, on the disk when this resolves. One that is there already counts as new again. */
  put(owner: OwnerId, id: ImageId, bytes: Uint8Array): Promise<void>
  /** Null when there is none. What is asked for so is kept for another while. */
  renew(owner: OwnerId, id: ImageId): Promise<Buffer | null>
  get(owner: OwnerId, id: ImageId): Promise<Buffer | null>
  getSync(owner: OwnerId, id: ImageId): Buffer | null
  /** The thread needs these from now on, also after the machine's power is gone. */
  mark(owner: OwnerId, threadId: ThreadId, ids: readonly ImageId[]): Promise<void>
  /** Takes away what neither a thread needs nor was put there or asked for lately. */
  sweep(needing: Needing): Promise<void>
}

/** The threads of an owner that are there, or can be brought back. */
export type Needing = (owner: OwnerId) => { has(threadId: string): boolean }

/** Milliseconds for which an image waits for its message. */
export const waitsMs = 24 * 3_600_000

const markers = 'threads'

/** @param now milliseconds since 1970, as the file system's times are. */
export function openShelf(root: string, now: () => number): ImageShelf {
  const of = (owner: OwnerId) => join(root, folderOf(owner))
  const fileOf = (owner: OwnerId, id: ImageId) => join(of(owner), id)
  const renewed = (path: string) => utimes(path, now() / 1000, now() / 1000)
  return {
    async put(owner, id, bytes) {
      const path = fileOf(owner, id)
      const known = await ifThere(stat(path))
      if (known?.size === bytes.byteLength) return renewed(path)
      await mkdir(of(owner), { recursive: true, mode: 0o700 })
      await writeWhole(path, bytes)
      await renewed(path)
      await settled(of(owner))
    },
    async renew(owner, id) {
      const bytes = await ifThere(readFile(fileOf(owner, id)))
      if (bytes) await renewed(fileOf(owner, id))
      return bytes
    },
    get: (owner, id) => ifThere(readFile(fileOf(owner, id))),
    getSync(owner, id) {
      try {
        return readFileSync(fileOf(owner, id))
      } catch (cause) {
        return missing(cause)
      }
    },
    async mark(owner, threadId, ids) {
      const folder = join(of(owner), markers, threadId)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      for (const id of ids) await (await open(join(folder, id), 'a', 0o600)).close()
      await settled(folder)
      await settled(join(of(owner), markers))
    },
    async sweep(needing) {
      for (const name of await names(root)) {
        const owner = decodeURIComponent(name) as OwnerId // As folderOf() made it of one.
        await sweepOwner(join(root, name), needing(owner), now() - waitsMs)
      }
    },
  }
}

/** An owner's name as a folder's, and back: no name leads out of the root. */
function folderOf(owner: OwnerId): string {
  return encodeURIComponent(owner).replaceAll('.', '%2E')
}

async function sweepOwner(folder: string, threads: ReturnType<Needing>, oldest: number) {
  const needed = new Set<string>()
  for (const thread of await names(join(folder, markers))) {
    const place = join(folder, markers, thread)
    // One whose first message is being written is not known yet.
    const gone = !threads.has(thread) && (await isOlder(place, oldest))
    if (gone) await rm(place, { recursive: true, force: true })
    else for (const id of await names(place)) needed.add(id)
  }
  for (const name of await names(folder)) {
    if (name === markers || needed.has(name)) continue
    if (await isOlder(join(folder, name), oldest)) await rm(join(folder, name), { force: true })
  }
}

async function isOlder(path: string, oldest: number): Promise<boolean> {
  const found = await ifThere(stat(path))
  return found !== null && found.mtimeMs < oldest
}

async function names(folder: string): Promise<string[]> {
  return (await ifThere(readdir(folder))) ?? []
}

/** Under another name until it is whole. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.new`
  try {
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (cause) {
    await rm(draft, { force: true })
    throw cause
  }
}

/** What was named in a folder outlives the machine's power. Windows knows no such thing of folders. */
async function settled(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

async function ifThere<T>(wanted: Promise<T>): Promise<T | null> {
  return wanted.catch(missing)
}

function missing(cause: unknown): null {
  if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null // fs rejects with ErrnoException.
  throw cause
}
