// Files of a folder: read by the rules of archives and written where nothing stands yet, or copied as they are.
import { Problem } from '@a-parallel/contract/model'
import { chmod, cp, lstat, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { openTally, plainPath, refused, type Tally, type TreeFile } from './archive/rules.ts'

/** What is done about a link, or what is neither a file nor a folder. */
type OnOdd = (reason: 'link' | 'special', path: string) => void

const refuse: OnOdd = (reason, path) => {
  throw refused(reason, path)
}

/** Throws `skill_archive_refused`, `path_missing`, `path_not_directory`, `path_denied`. */
export async function readTree(root: string, onOdd = refuse): Promise<TreeFile[]> {
  try {
    const stats = await lstat(root)
    if (!stats.isDirectory()) throw new Problem('path_not_directory', `${root} is not a folder.`)
    return await below({ root, tally: openTally(null), onOdd }, '')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // A Problem has a code that is none of these.
    if (code === 'ENOENT') throw new Problem('path_missing', `There is no folder ${root}.`)
    if (code === 'EACCES' || code === 'EPERM')
      throw new Problem('path_denied', `${root} may not be read.`)
    throw cause
  }
}

interface Reading {
  root: string
  tally: Tally
  onOdd: OnOdd
}

async function below(reading: Reading, folder: string): Promise<TreeFile[]> {
  const { root, tally, onOdd } = reading
  const found: TreeFile[] = []
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const given = folder + entry.name
    if (entry.isSymbolicLink()) {
      onOdd('link', given)
      continue
    }
    const path = plainPath(entry.isDirectory() ? `${given}/` : given)
    if (path === null) continue
    if (entry.isDirectory()) found.push(...(await below(reading, path)))
    else if (!entry.isFile()) onOdd('special', given)
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
