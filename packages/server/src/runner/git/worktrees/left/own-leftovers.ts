// What a server of ours left in a checkout's own directory when it was killed: a copy of the index, a new one, and git's lock
// where it is ours. A lock is ours when it is a second name of our own file; any other is somebody else's.
import { lstat, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../if-there.ts'

/** The index as it was before a commit, beside it. */
export const ownCopy = 'a-parallel-index'
/** Which commit is being made. */
export const ownCommit = 'a-parallel-commit'
/** What `index.lock` is a second name of while we put that back, or a new one in its place. */
export const ownLock = 'a-parallel-index-lock'
/** A new index, until it is put in the place of the old one under that lock. */
export const ownNext = 'a-parallel-index-next'

/** What is done under the lock takes milliseconds, and a commit with its hooks a quarter of an hour at most. */
const lockMs = 60_000
const copyMs = 3_600_000

/** @param now milliseconds since 1970. */
export async function removeOwnLeftovers(gitDir: string, now: number): Promise<void> {
  const [own, lock] = await Promise.all(
    [ownLock, 'index.lock'].map((name) => ifThere(lstat(join(gitDir, name)))),
  )
  if (own && now - own.mtimeMs >= lockMs) {
    if (lock && lock.ino === own.ino && lock.dev === own.dev)
      await rm(join(gitDir, 'index.lock'), { force: true })
    for (const name of [ownLock, ownNext, `${ownNext}.lock`])
      await rm(join(gitDir, name), { force: true })
  }
  const copy = await ifThere(lstat(join(gitDir, ownCopy)))
  if (copy && now - copy.mtimeMs >= copyMs) await rm(join(gitDir, ownCopy), { force: true })
}
