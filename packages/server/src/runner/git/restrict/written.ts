// Tells whether files were written since they were read, by what the file system says of them.
import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { ifThere } from '../worktrees/if-there.ts'

/** As long as a file's time takes to pass: two writings in between may bear the same. */
const tickMs = 100

/**
 * One text for one state of these files, there or not; null when one was written so shortly before `read` that it may be
 * written again unseen, or after it.
 * @param read when what they hold was read, or is: milliseconds since 1970.
 */
export async function writtenOf(
  files: readonly string[],
  read = Date.now(),
): Promise<string | null> {
  const stats = await Promise.all(files.map((file) => ifThere(stat(file, { bigint: true }))))
  const stamps = stats.map((at) => (at ? stampOf(at, read) : ''))
  return stamps.includes(null) ? null : stamps.join('\n')
}

/** The same for one file that is there. */
export function stampOf(
  { ino, size, mtimeNs, ctimeNs, ctimeMs }: BigIntStats,
  read = Date.now(),
): string | null {
  return Number(ctimeMs) > read - tickMs ? null : `${ino}:${size}:${mtimeNs}:${ctimeNs}`
}
