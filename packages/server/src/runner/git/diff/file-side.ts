// The bytes of one side of a change, for what is looked at and not read: images.
import { Problem } from '@a-parallel/contract/model'
import { constants } from 'node:fs'
import { lstat, open, realpath, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { aLink, aSubmodule } from '../changes/changed-file.ts'
import { largestCompared, type Checkout } from '../changes/checkout.ts'
import { inFolder } from '../kept/places.ts'
import { ifThere } from '../worktrees/if-there.ts'
import { findChange, type DiffAsk } from './file-diff.ts'

/** Bytes. */
export const largestSide = 10 * 1024 * 1024

export type SideAsk = Pick<DiffAsk, 'base' | 'between' | 'path' | 'from'> & {
  side: 'before' | 'after'
}

/** @throws Problem `change_not_found` where nothing has changed, or nothing lies on that side. */
export async function readSide(checkout: Checkout, ask: SideAsk): Promise<Buffer> {
  const found = await findChange(checkout, { ...ask, context: 0, ignoreSpace: false, whole: false })
  const side = found?.raw[ask.side] ?? null
  if (side === null || side.mode === aLink || side.mode === aSubmodule) throw missing(ask.path)
  if (side.oid === null) return readInside(checkout.path, ask.path, largestSide)
  const { stdout } = await checkout.run(['cat-file', 'blob', side.oid], 'file-side', {
    maxOutputBytes: largestSide,
  })
  return stdout
}

/** A file of the checkout, never through a link: that could lead anywhere. */
export async function readInside(
  root: string,
  path: string,
  limit = largestCompared,
): Promise<Buffer> {
  const file = await openInside(root, path)
  if (file === null) throw missing(path)
  try {
    if ((await file.stat()).size > limit) throw new Problem('too_large', `${path} is too large.`)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

/**
 * Opens a file of a checkout for reading; null where no file lies there, or the way to it goes through a link. Nothing
 * that would be waited for is opened: what is no file is let go of at once.
 */
export async function openInside(root: string, path: string): Promise<FileHandle | null> {
  const folder = join(await realpath(root), dirname(path))
  if ((await ifThere(realpath(folder))) !== folder) return null
  if (!(await ifThere(lstat(folder)))?.isDirectory()) return null
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await ifThere(inFolder(root, path, (at) => open(join(at, basename(path)), flags)))
  if (file === null) return null
  const isFile = await file.stat().then(
    (seen) => seen.isFile(),
    () => false,
  )
  if (isFile) return file
  await file.close()
  return null
}

function missing(path: string): Problem {
  return new Problem('change_not_found', `There is no such side of a change at ${path}.`)
}
