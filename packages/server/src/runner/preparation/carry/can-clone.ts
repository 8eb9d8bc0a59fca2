// Whether files of one folder can be cloned into another: the file system says so when it is tried, and nothing else does.
import { randomUUID } from 'node:crypto'
import { constants, copyFile, lstat, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** @param folder the one that the clone would be made in; a file is made there for a moment. */
export async function canClone(source: string, folder: string): Promise<boolean> {
  const file = await firstFile(source)
  if (file === null) return true
  const probe = join(folder, `.${randomUUID()}`)
  try {
    await copyFile(file, probe, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException // fs throws errno errors only.
    if (unable.has(code)) return false
    throw cause
  } finally {
    await rm(probe, { force: true })
  }
}

const unable = new Set(['ENOTSUP', 'EOPNOTSUPP', 'EXDEV', 'EINVAL', 'ENOSYS', 'ENOTTY', 'EBADF'])

/** The first with something in it: an empty one can be cloned anywhere. */
async function firstFile(path: string): Promise<string | null> {
  const entry = await lstat(path)
  if (entry.isFile()) return entry.size > 0 ? path : null
  if (!entry.isDirectory()) return null
  for (const name of await readdir(path)) {
    const found = await firstFile(join(path, name))
    if (found !== null) return found
  }
  return null
}
