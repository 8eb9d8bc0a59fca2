// Files of a folder: read by the rules of archives and written where nothing stands yet, or copied as they are.
import { Problem } from '@a-parallel/contract/model'
import { chmod, cp, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openTally, plainPath, refused, type Tally, type TreeFile } from './archive/rules.ts'

/** Throws `skill_archive_refused`, `path_missing`, `path_not_directory`, `path_denied`. */
export async function readTree(root: string): Promise<TreeFile[]> {
  try {
    const stats = await lstat(root)
    if (!stats.isDirectory()) throw new Problem('path_not_directory', `${root} is not a folder.`)
    return await below(root, '', openTally(null))
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // A Problem has a code that is none of these.
    if (code === 'ENOENT') throw new Problem('path_missing', `There is no folder ${root}.`)
    if (code === 'EACCES' || code === 'EPERM')
      throw new Problem('path_denied', `${root} may not be read.`)
    throw cause
  }
}

async function below(root: string, folder: string, tally: Tally): Promise<TreeFile[]> {
  const found: TreeFile[] = []
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const given = folder + entry.name
    if (entry.isSymbolicLink()) throw refused('link', given)
    const path = plainPath(entry.isDirectory() ? `${given}/` : given)
    if (path === null) continue
    if (entry.isDirectory()) found.push(...(await below(root, path, tally)))
    else if (!entry.isFile()) throw refused('special', given)
    else {
      tally.file(path)
      const { mode, size } = await lstat(join(root, path))
      tally.add(size)
      const bytes = await readFile(join(root, path))
      found.push({ path, bytes, executable: (mode & 0o111) !== 0 })
    }
  }
  return found
}

/**
 * Writes files below a folder that is made for it.
 * @param umask of the person whose files they become.
 */
export async function writeTree(
  root: string,
  files: readonly TreeFile[],
  umask: number,
): Promise<void> {
  await mkdir(root, { mode: 0o777 })
  await chmod(root, 0o777 & ~umask)
  const made = new Set([root])
  const make = async (folder: string): Promise<void> => {
    if (made.has(folder)) return
    await make(dirname(folder))
    made.add(folder)
    await mkdir(folder)
    await chmod(folder, 0o777 & ~umask)
  }
  for (const { path, bytes, executable } of files) {
    const file = join(root, path)
    await make(dirname(file))
    await writeFile(file, bytes, { flag: 'wx' })
    await chmod(file, (executable ? 0o777 : 0o666) & ~umask)
  }
}

/** A folder as it is, to where nothing stands yet: links as links, wherever they lead, and with who may do what. */
export function copyTree(from: string, to: string): Promise<void> {
  return cp(from, to, { recursive: true, verbatimSymlinks: true, errorOnExist: true, force: false })
}
