// The index as it was, to be put back when a commit does not come about: hooks may have staged something meanwhile.
import { copyFile, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'
import { ownCopy, ownLock } from '../../worktrees/left/own-leftovers.ts'
import { isHeld, lockAs } from '../../worktrees/left/own-lock.ts'

export interface KeptIndex {
  /** When it was written, in seconds since 1970; null: there was none. */
  seconds: number | null
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
  const seconds = Math.floor((seen?.mtimeMs ?? 0) / 1000)
  if (was === null) await rm(copy, { force: true })
  else await copyFile(index, copy).catch((cause: unknown) => leaveNothing(copy, cause))
  const forget = () => rm(copy, { force: true })
  return {
    seconds: was && seconds,
    forget,
    async putBack() {
      const now = await ifThere(readFile(index))
      if (was === null ? now !== null : now === null || !now.equals(was))
        await putIndex(gitDir, was, seconds)
      await forget()
    },
  }
}

/**
 * As git does it: under its lock, and in one step.
 * @param was null: there was none.
 * @param seconds when it was written, since 1970. Git reads a file again that is no older than the index, since it may have
 *   been written in the same moment: of a younger index it would take what was written then for unchanged.
 */
export async function putIndex(gitDir: string, was: Buffer | null, seconds: number): Promise<void> {
  const index = join(gitDir, 'index')
  const lock = `${index}.lock`
  const own = join(gitDir, ownLock)
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
      return await lockAs(own, lock)
    } catch (cause) {
      if (!isHeld(cause) || attempt === attempts) throw cause
      await wait(pauseMs)
    }
  }
}

/** A full disk leaves half a file. */
async function leaveNothing(file: string, cause: unknown): Promise<never> {
  await rm(file, { force: true })
  throw cause
}
