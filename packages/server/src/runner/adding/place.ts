// Where a clone may come to lie: in a folder that is there, under a name that is free, never among our own data.
import { Problem } from '@a-parallel/contract/model'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { absolute } from '../machine/absolute.ts'

export interface PlaceAsk {
  into: string
  name: string
  /** Our data directory. */
  home: string
}

/**
 * The real folder, and the clone's own in it.
 * Throws path_missing, path_denied, path_not_directory or clone_target_taken.
 */
export async function clonePlace({ into, name, home }: PlaceAsk) {
  const folder = await realFolder(absolute(into))
  await refuseOurs(folder, home)
  const path = join(folder, name)
  await refuseTaken(path)
  return { folder, path }
}

async function realFolder(path: string): Promise<string> {
  try {
    const real = await realpath(path)
    if ((await stat(real)).isDirectory()) return real
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws errno errors only.
    if (code === 'ENOENT')
      throw new Problem('path_missing', `There is no folder ${path}. Check the spelling.`)
    if (code === 'EACCES' || code === 'EPERM' || code === 'ELOOP')
      throw new Problem('path_denied', `You may not use ${path}.`)
    if (code !== 'ENOTDIR') throw cause
  }
  throw new Problem('path_not_directory', `${path} is a file. Choose a folder.`)
}

/** As it is, where it cannot be followed: what is wrong with it is said elsewhere. */
export const realOr = (path: string): Promise<string> => realpath(path).catch(() => path)

/** Also what only contains it may hold repositories; what lies inside is ours. */
export async function refuseOurs(folder: string, home: string): Promise<void> {
  const ours = await realOr(home)
  if (folder === ours || folder.startsWith(ours + sep))
    throw new Problem('path_denied', `${folder} belongs to this server’s own data.`)
  if (folder.split(sep).includes('.git'))
    throw new Problem('path_denied', `${folder} lies inside a repository’s own folder.`)
}

/** Whatever lies there is left alone, but for an empty folder. A link is never followed. */
async function refuseTaken(path: string): Promise<void> {
  const found = await lstat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT') return null
    throw cause.code === 'ENAMETOOLONG'
      ? new Problem('invalid_path', 'The name of the folder is too long.')
      : cause
  })
  if (!found) return
  if (found.isDirectory() && (await readdir(path)).length === 0) return
  throw new Problem('clone_target_taken', `${path} is there already.`, { path })
}
