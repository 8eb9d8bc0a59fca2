// Git refuses to write while somebody else holds the index. Most hold it for a moment only; a lock that a killed git left
// is removed when nobody can need it any more.
import { Problem } from '@a-parallel/contract/model'
import { setTimeout as wait } from 'node:timers/promises'
import { GitError } from '../git/error.ts'
import { gitDirOf } from '../git/restrict/places.ts'
import { IndexBusy } from '../git/stage/new-index.ts'
import { removeStaleLocks } from '../git/worktrees/left/stale-locks.ts'

const pausesMs = [30, 60, 120, 250, 500, 1000]

/** Does the work, again if need be: it must have changed nothing when git refused it. */
export async function patiently<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await work()
    } catch (cause) {
      if (!isBusy(cause)) throw cause
    }
    await wait(pauseMs)
  }
  const gitDir = await gitDirOf(path)
  if (gitDir !== null) await removeStaleLocks({ path, gitDir, now: Date.now() })
  try {
    return await work()
  } catch (cause) {
    if (!isBusy(cause)) throw cause
    const detail = 'Git is at work in this folder. Try again in a moment, or stop the agent first.'
    throw new Problem('checkout_busy', detail, {}, { cause })
  }
}

function isBusy(cause: unknown): boolean {
  return cause instanceof IndexBusy || (cause instanceof GitError && cause.code === 'lock')
}
