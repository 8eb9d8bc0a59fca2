// What lies there and is closed to us: it can be named, and not kept.
import { constants } from 'node:fs'
import { access, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'

/** Whether that is what the file system says. */
export function isClosed(cause: unknown): boolean {
  const { code } = cause as NodeJS.ErrnoException // fs throws nothing but errors with a code.
  return code === 'EACCES' || code === 'EPERM'
}

/** Those of these files that cannot be read; of a link only where it leads to is wanted, and that can. */
export async function closedAmong(root: string, paths: Iterable<string>): Promise<string[]> {
  const closed: string[] = []
  for (const path of paths) {
    try {
      const seen = await ifThere(lstat(join(root, path)))
      if (seen?.isFile()) await ifThere(access(join(root, path), constants.R_OK))
    } catch (cause) {
      if (!isClosed(cause)) throw cause
      closed.push(path)
    }
  }
  return closed
}
