// The index as it was, to be put back when a commit does not come about: hooks may have staged something meanwhile.
import { constants } from 'node:fs'
import { copyFile, link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { dirname, join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'
import { ownCopy, ownLock } from '../../worktrees/left/own-leftovers.ts'

export interface KeptIndex {
  /** @throws when another git holds the index for long; the copy stays then. */
  putBack(): Promise<void>
  forget(): Promise<void>
}

const attempts = 40
const pauseMs = 50

/** @param gitDir the checkout's own directory in the repository. */
export async function keepIndex(gitDir: string): Promise<KeptIndex> {
  const index = join(gitDir, 'index')
  const copy = join(gitDir, ownCopy)
  const seen = await ifThere(stat(index))
  const was = await ifThere(readFile(index))
  if (was === null) await rm(copy, { force: true })
  else await copyFile(index, copy).catch((cause: unknown) => leaveNothing(copy, cause))
  const forget = () => rm(copy, { force: true })
  return {
    forget,
    async putBack() {
      const now = await ifThere(readFile(index))
      if (was === null ? now !== null : now === null || !now.equals(was))
        await replace(index, was, Math.floor((seen?.mtimeMs ?? 0) / 1000))
      await forget()
    },
  }
}

/**
 * As git does it: under its lock, and in one step. The lock is a second name of a file of ours, so that one which a killed
 * server left can be told from git's.
 * @param seconds when it was written, since 1970. Git reads a file again that is no older than the index, since it may have
 *   been written in the same moment: of a younger index it would take what was written then for unchanged.
 */
async function replace(index: string, was: Buffer | null, seconds: number): Promise<void> {
  const lock = `${index}.lock`
  const own = join(dirname(index), ownLock)
  await rm(own, { force: true })
  await writeFile(own, was ?? '').catch((cause: unknown) => leaveNothing(own, cause))
  try {
    await take(lock, own)
    if (was !== null) {
      await utimes(lock, seconds, seconds)
      return await rename(lock, index)
    }
    await rm(index, { force: true })
    await rm(lock, { force: true })
  } finally {
    await rm(own, { force: true })
  }
}

async function take(lock: string, own: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await link(own, lock).catch((cause: unknown) => {
        if (!linkless.has(codeOf(cause))) throw cause
        return copyFile(own, lock, constants.COPYFILE_EXCL)
      })
    } catch (cause) {
      if (codeOf(cause) !== 'EEXIST' || attempt === attempts) throw cause
      await wait(pauseMs)
    }
  }
}

/** File systems on which a file has one name. */
const linkless = new Set<string | undefined>(['EPERM', 'ENOTSUP', 'ENOSYS'])

function codeOf(cause: unknown): string | undefined {
  return (cause as NodeJS.ErrnoException).code // fs throws errno errors only.
}

/** A full disk leaves half a file. */
async function leaveNothing(file: string, cause: unknown): Promise<never> {
  await rm(file, { force: true })
  throw cause
}
