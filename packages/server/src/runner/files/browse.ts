// The folders inside a folder, for choosing one. Never looks into files.
import { Problem } from '@a-parallel/contract/model'
import type { Listing } from '@a-parallel/shared'
import { access, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const most = 2000

/**
 * @param path absolute.
 * Throws path_missing, path_denied or path_not_directory.
 */
export async function browse(path: string): Promise<Listing> {
  const place = await realpath(path).catch((cause: unknown) => refuse(cause, path))
  const found = await readdir(place, { withFileTypes: true }).catch((cause: unknown) =>
    refuse(cause, path),
  )
  const folders: string[] = []
  for (const entry of found) {
    if (
      entry.isDirectory() ||
      (entry.isSymbolicLink() && (await leadsToFolder(join(place, entry.name))))
    ) {
      folders.push(entry.name)
    }
  }
  folders.sort((one, other) =>
    one.localeCompare(other, undefined, { numeric: true, sensitivity: 'base' }),
  )
  const shown = folders.slice(0, most)
  const parent = dirname(place)
  return {
    path: place,
    parent: parent === place ? null : parent,
    truncated: folders.length > most,
    entries: await Promise.all(
      shown.map(async (name) => ({
        name,
        path: join(place, name),
        isRepository: await exists(join(place, name, '.git')),
        hidden: name.startsWith('.'),
      })),
    ),
  }
}

function refuse(cause: unknown, path: string): never {
  const code = cause instanceof Error && 'code' in cause ? cause.code : null
  if (code === 'ENOENT')
    throw new Problem('path_missing', `There is no folder ${path}. Check the spelling.`)
  if (code === 'ENOTDIR')
    throw new Problem('path_not_directory', `${path} is a file. Choose the folder it lies in.`)
  if (code === 'EACCES' || code === 'EPERM' || code === 'ELOOP') {
    throw new Problem('path_denied', `You may not read ${path}.`)
  }
  throw cause
}

function leadsToFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
