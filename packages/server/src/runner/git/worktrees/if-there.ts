// Tells what is not there from what cannot be read now. Must never take the one for the other: an agent would be stopped,
// and its work moved aside, for want of a file descriptor.
import { lstat, readFile } from 'node:fs/promises'

/** What is said of a path for good: nothing lies there, or nothing can. */
const absent: ReadonlySet<string | undefined> = new Set([
  'ENOENT',
  'ENOTDIR',
  'ELOOP',
  'ENAMETOOLONG',
  'ERR_INVALID_ARG_VALUE',
])

/** What was asked of the file system, or null when nothing is there. @throws when that cannot be told now. */
export async function ifThere<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws nothing but errors with a code.
    if (absent.has(code)) return null
    throw cause
  }
}

/** A link counts, wherever it leads. */
export async function isThere(path: string): Promise<boolean> {
  return (await ifThere(lstat(path))) !== null
}

export function readText(file: string): Promise<string | null> {
  return ifThere(readFile(file, 'utf8'))
}
