// Files of a checkout as they lie there, reached without following a link: behind one lies somebody else's file.
import { constants } from 'node:fs'
import {
  lstat,
  open,
  readlink,
  realpath,
  rename,
  rm,
  rmdir,
  symlink,
  type FileHandle,
} from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Problem } from '@a-parallel/contract/model'
import { ifThere, isThere } from '../worktrees/if-there.ts'

export interface Seen {
  mode: '100644' | '100755' | '120000'
  /** Changes whenever the file is written. */
  stamp: string
  bytes: number
  /** Permission bits, as the file system has them. */
  permissions: number
}

/** What lies at a path; null where nothing does, or only behind a link. */
export async function look(root: string, path: string): Promise<Seen | 'folder' | null> {
  const folder = join(await realpath(root), dirname(path))
  if ((await ifThere(realpath(folder))) !== folder) return null
  const seen = await ifThere(lstat(join(root, path), { bigint: true }))
  if (seen === null) return null
  if (seen.isDirectory()) return 'folder'
  const executable = (seen.mode & 0o100n) !== 0n
  if (!seen.isSymbolicLink() && !seen.isFile()) {
    throw new Problem('invalid_path', `${path} is neither a file nor a link.`)
  }
  return {
    mode: seen.isSymbolicLink() ? '120000' : executable ? '100755' : '100644',
    stamp: [seen.ino, seen.size, seen.mtimeNs, seen.ctimeNs].join('.'),
    bytes: Number(seen.size),
    permissions: Number(seen.mode & 0o777n),
  }
}

export function readTarget(root: string, path: string): Promise<Buffer> {
  return readlink(join(root, path), { encoding: 'buffer' })
}

/** The first part of a path at which something lies that is no folder, though one is needed there. */
export async function obstacleOf(root: string, path: string): Promise<string | null> {
  const parts = path.split('/')
  for (let count = 1; count < parts.length; count += 1) {
    const place = parts.slice(0, count).join('/')
    const seen = await ifThere(lstat(join(root, place)))
    if (seen === null) return null
    if (!seen.isDirectory()) return place
  }
  return null
}

/** Its bytes, or what writes them into an open file: not all of them have room in memory. */
export type Content = Uint8Array | ((file: FileHandle) => Promise<unknown>)

/** Puts a file or link in the place of what lies there, in one step. The folder is there. */
export async function put(
  root: string,
  path: string,
  what: { content: Content; mode: string; permissions: number },
): Promise<void> {
  await inFolder(root, path, (folder) => putInto(folder, basename(path), what))
}

async function putInto(
  folder: string,
  name: string,
  { content, mode, permissions }: Parameters<typeof put>[2],
): Promise<void> {
  const fresh = join(folder, `.a-parallel-${crypto.randomUUID()}`)
  try {
    if (mode === '120000' && typeof content !== 'function')
      await symlink(Buffer.from(content), fresh)
    else {
      const file = await open(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL)
      try {
        if (typeof content === 'function') await content(file)
        else await file.writeFile(content)
        await file.chmod(permissions)
      } finally {
        await file.close()
      }
    }
    await rename(fresh, join(folder, name))
  } catch (cause) {
    await rm(fresh, { force: true })
    throw cause
  }
}

/**
 * Works in the folder that holds this path, by a way to it that leads nowhere else though somebody puts a link in its place
 * meanwhile. Where there is no such way (it is Linux that has one), it is looked at right before.
 * @throws `changed_meanwhile` where a link leads there.
 */
export async function inFolder<T>(
  root: string,
  path: string,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = join(await realpath(root), dirname(path))
  const flags = constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW
  const held = await ifThere(open(folder, flags))
  if (held === null) throw leadsElsewhere(path)
  try {
    const way = process.platform === 'linux' ? `/proc/self/fd/${held.fd}` : folder
    if ((await realpath(way)) !== folder) throw leadsElsewhere(path)
    return await work(way)
  } finally {
    await held.close()
  }
}

function leadsElsewhere(path: string): Problem {
  const detail = `A folder above ${path} was changed since it was shown. Look at it again first.`
  return new Problem('changed_meanwhile', detail, { path })
}

/** Removes a file or link, and the folders that are empty behind it. */
export async function takeAway(root: string, path: string): Promise<void> {
  if (!(await isThere(join(root, path)))) return
  await inFolder(root, path, (folder) => rm(join(folder, basename(path)), { force: true }))
  await takeEmptyAway(root, dirname(path))
}

/** Removes a folder if nothing is in it, and those that are empty behind it. */
export async function takeEmptyAway(root: string, path: string): Promise<void> {
  for (let at = path; at !== '.'; at = dirname(at)) {
    const name = basename(at)
    const gone = await inFolder(root, at, (folder) => rmdir(join(folder, name))).then(
      () => true,
      () => false,
    )
    if (!gone) return
  }
}
