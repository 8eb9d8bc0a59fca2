// Files of a checkout that are too large to be compared. Git would read them in full merely to name them.
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../worktrees/if-there.ts'
import { largestCompared } from './checkout.ts'

const atOnce = 256

/** Those of these paths. */
export async function largeAmong(root: string, paths: readonly string[]): Promise<Set<string>> {
  const large = new Set<string>()
  for (let from = 0; from < paths.length; from += atOnce) {
    const look = async (path: string) => {
      const seen = await ifThere(lstat(join(root, path)))
      if (seen?.isFile() && seen.size > largestCompared) large.add(path)
    }
    await Promise.all(paths.slice(from, from + atOnce).map(look))
  }
  return large
}
