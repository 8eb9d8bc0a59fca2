// Copies a file, a folder or a link, sharing what they hold where the file system can (copy-on-write). Links inside are
// made again and never followed; one that would lead out is left out. Thousands of files do not keep the server from
// anything else: every step waits its turn, and none of them blocks.
import type { Dirent } from 'node:fs'
import {
  chmod,
  constants,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readlink,
  symlink,
  utimes,
} from 'node:fs/promises'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { allOf } from '../../../platform/all-of.ts'
import { createPool, type Pool } from '../../git/pool.ts'
import { leave, nothingLeft, type Left } from './left.ts'

export interface TreeAsk {
  /** Top of the checkout that it comes from; no link inside may lead out of it. */
  root: string
  /** From there. */
  path: string
  /** Where it is built; nothing may lie there yet. */
  target: string
}

export interface TreeCopied {
  files: number
  left: Left
}

/** The file system of the whole server goes through four threads: two are left to everybody else. */
const atOnce = 2

/**
 * @throws what the file system throws first. Nothing is done any more by then, and the target is half made, and to be
 * removed.
 */
export async function copyTree({ root, path, target }: TreeAsk): Promise<TreeCopied> {
  const left = nothingLeft()
  const inTurn = untilOneFails(createPool(atOnce))
  let files = 0
  const one = async (
    from: string,
    to: string,
    entry: Pick<Dirent, 'isFile' | 'isDirectory' | 'isSymbolicLink'>,
  ) => {
    if (entry.isDirectory()) return folder(from, to)
    const name = relative(root, from)
    await inTurn(async () => {
      if (entry.isSymbolicLink()) {
        const link = await readlink(from)
        if (!staysInside(root, from, link))
          return leave(left, { path: name, why: 'outside', said: link })
        await symlink(link, to)
      } else if (entry.isFile()) {
        await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
        // What builds look at to tell what is up to date.
        const { atime, mtime } = await lstat(from)
        await utimes(to, atime, mtime)
      } else return leave(left, { path: name, why: 'special', said: '' })
      files += 1
    })
  }
  const folder = async (from: string, to: string): Promise<void> => {
    const entries = await inTurn(() => readdir(from, { withFileTypes: true }))
    if (entries.some(({ name }) => name === '.git')) {
      leave(left, { path: relative(root, from), why: 'repository', said: '' })
      return
    }
    await inTurn(async () => {
      const { mode } = await lstat(from)
      await mkdir(to, { mode: 0o700 })
      await chmod(to, (mode & 0o777) | 0o700)
    })
    await allOf(entries.map((entry) => one(join(from, entry.name), join(to, entry.name), entry)))
  }
  const source = join(root, path)
  await one(source, target, await lstat(source))
  return { files, left }
}

/** The same pool; once a piece of work has failed, those that wait fail as it did. */
function untilOneFails(pool: Pool): Pool {
  const first = new AbortController()
  return (work) =>
    pool(async () => {
      first.signal.throwIfAborted()
      try {
        return await work()
      } catch (cause) {
        first.abort(cause)
        throw cause
      }
    })
}

/** By its words alone: what it leads to may be a link in turn, which is judged by itself. */
export function staysInside(root: string, from: string, link: string): boolean {
  if (isAbsolute(link)) return false
  const place = resolve(from, '..', link)
  return place === root || place.startsWith(root + sep)
}
