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
import { dirname, join } from 'node:path'
import { Problem } from '@a-parallel/contract/model'
import { ifThere } from '../worktrees/if-there.ts'

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
  { content, mode, permissions }: { content: Content; mode: string; permissions: number },
): Promise<void> {
  const place = join(root, path)
  const fresh = join(root, dirname(path), `.a-parallel-${crypto.randomUUID()}`)
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
    await rename(fresh, place)
  } catch (cause) {
    await rm(fresh, { force: true })
    throw cause
  }
}

/** Removes a file or link, and the folders that are empty behind it. */
export async function takeAway(root: string, path: string): Promise<void> {
  const top = await realpath(root)
  await rm(join(top, path), { force: true })
  for (let above = join(top, dirname(path)); above !== top; above = dirname(above)) {
    const gone = await rmdir(above).then(
      () => true,
      () => false,
    )
    if (!gone) return
  }
}
