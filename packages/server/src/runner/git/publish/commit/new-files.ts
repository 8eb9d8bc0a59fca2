// The beginnings of files that git does not know yet, for someone who is to describe them.
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'

const mostFiles = 20
/** Bytes of each. */
const mostOfFile = 4_000

/** @param paths below `checkout`, as git lists them. Of what is no text only the name is told. */
export async function describeNew(checkout: string, paths: readonly string[]): Promise<string> {
  if (paths.length === 0) return ''
  const beginnings = await Promise.all(
    paths.slice(0, mostFiles).map(async (path) => {
      const text = await beginningOf(join(checkout, path))
      return text === null ? '' : `\nNew file ${JSON.stringify(path)} begins:\n${text}\n`
    }),
  )
  return `New files:\n${paths.map((path) => JSON.stringify(path)).join('\n')}\n${beginnings.join('')}`
}

/** Null: no plain file, or no text. Links are not followed, and nothing waits on a pipe. */
async function beginningOf(path: string): Promise<string | null> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const file = await ifThere(open(path, flags))
  if (!file) return null
  try {
    if (!(await file.stat()).isFile()) return null
    const { buffer, bytesRead } = await file.read(Buffer.alloc(mostOfFile), 0, mostOfFile, 0)
    const bytes = buffer.subarray(0, bytesRead)
    return bytes.includes(0) ? null : bytes.toString('utf8')
  } finally {
    await file.close()
  }
}
