// What lies in a checkout where a merge would put a file, and that git would write over: it spares what is untracked, but
// not what is ignored, nor a repository in the place of a submodule.
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'

/** A path that two commits have something else at. */
export interface Touched {
  path: string
  /** `added`: the older one has nothing there. `retyped`: it has something of another type, such as a link. */
  kind: 'added' | 'retyped' | 'other'
}

/**
 * Whether something would be lost at this path.
 * @param leaving paths of which the merge takes away what lies there, or puts another in its place.
 */
export async function standsInTheWay(
  checkout: string,
  { path, kind }: Touched,
  leaving: ReadonlySet<string>,
): Promise<boolean> {
  if (kind === 'other') return false
  const parts = path.split('/')
  for (let count = 1; count < parts.length; count += 1) {
    const name = parts.slice(0, count).join('/')
    const folder = await ifThere(lstat(join(checkout, name)))
    if (folder === null) return false
    // A link, too: nothing behind it is meant.
    if (!folder.isDirectory()) return !leaving.has(name)
  }
  const there = await ifThere(lstat(join(checkout, path)))
  if (there === null) return false
  return there.isDirectory() ? holdsMore(checkout, path, leaving) : kind === 'added'
}

/** Whether a folder holds anything that would not go by itself. */
async function holdsMore(
  checkout: string,
  folder: string,
  leaving: ReadonlySet<string>,
): Promise<boolean> {
  for (const entry of await readdir(join(checkout, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`
    const more = entry.isDirectory() ? await holdsMore(checkout, path, leaving) : !leaving.has(path)
    if (more) return true
  }
  return false
}
