// What a file holds that nobody has vouched for: never waits on a pipe, and never reads without end.
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { ifThere } from '../git/worktrees/if-there.ts'

export interface Content {
  text: string
  executable: boolean
}

/** Bytes. What is longer is known by its size and its beginning: it is shown, and differs when either does. */
const longest = 4 << 20

/** Null when there is no file. What is no plain file is told as such. */
export async function contentOf(path: string): Promise<Content | null> {
  const file = await ifThere(open(path, constants.O_RDONLY | constants.O_NONBLOCK))
  if (!file) return null
  try {
    const { size, mode } = await file.stat()
    const isFile = (mode & constants.S_IFMT) === constants.S_IFREG
    if (!isFile) return { text: `(${(mode & constants.S_IFMT).toString(8)})`, executable: false }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.min(size, longest)))
    const text = buffer.subarray(0, bytesRead).toString('utf8')
    const executable = (mode & 0o111) !== 0
    return { text: size > longest ? `${text}\n(${size})` : text, executable }
  } finally {
    await file.close()
  }
}
