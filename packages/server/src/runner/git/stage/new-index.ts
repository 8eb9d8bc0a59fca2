// A new index for a checkout: made beside its own, and put in its place in one step under git's lock. Where somebody wrote
// that one since it was looked at, it stays theirs; where the work is refused it stays as it was, to the byte.
import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Checkout } from '../changes/checkout.ts'
import { readStamp } from '../changes/content.ts'
import { copyIndex } from '../diff/index-beside.ts'
import { gitDirOf } from '../restrict/places.ts'
import { isThere } from '../worktrees/if-there.ts'
import { ownLock, ownNext } from '../worktrees/left/own-leftovers.ts'
import { isHeld, lockAs } from '../worktrees/left/own-lock.ts'

/** Somebody writes the index, or has since it was looked at. Nothing was changed: the work can be begun anew. */
export class IndexBusy extends Error {
  constructor() {
    super('Somebody else writes the index of this checkout.')
    this.name = 'IndexBusy'
  }
}

export interface IndexSeen {
  /** Where it lies: the checkout's own directory in the repository. */
  gitDir: string
  /** Another one whenever it is written; null: there is none. */
  stamp: string | null
}

/** To be looked at before what is worked out from it is read. */
export async function lookAtIndex(checkout: Checkout): Promise<IndexSeen> {
  const gitDir = await gitDirOf(checkout.path)
  if (gitDir === null) throw new Error(`${checkout.path} is no checkout`)
  return { gitDir, stamp: await readStamp(join(gitDir, 'index')) }
}

/**
 * @param write is given a checkout whose index is the new one, which begins as the old one.
 * @throws IndexBusy
 */
export async function replaceIndex(
  checkout: Checkout,
  seen: IndexSeen,
  write: (beside: Checkout) => Promise<void>,
): Promise<void> {
  const index = join(seen.gitDir, 'index')
  const next = join(seen.gitDir, ownNext)
  const letGo = await hold(seen.gitDir)
  try {
    if ((await readStamp(index)) !== seen.stamp) throw new IndexBusy()
    // Of a git that was killed.
    await rm(`${next}.lock`, { force: true })
    if (seen.stamp !== null) await copyIndex(index, next)
    await write(withIndex(checkout, next))
    if (await isThere(next)) await rename(next, index)
  } finally {
    await rm(next, { force: true })
    await letGo()
  }
}

async function hold(gitDir: string): Promise<() => Promise<void>> {
  const own = join(gitDir, ownLock)
  const lock = join(gitDir, 'index.lock')
  // It may be a second name of our own file, by which it is told then.
  if (await isThere(lock)) throw new IndexBusy()
  await rm(own, { force: true })
  await writeFile(own, '')
  try {
    await lockAs(own, lock)
  } catch (cause) {
    await rm(own, { force: true })
    throw isHeld(cause) ? new IndexBusy() : cause
  }
  return async () => {
    await rm(lock, { force: true })
    await rm(own, { force: true })
  }
}

function withIndex(checkout: Checkout, index: string): Checkout {
  return {
    ...checkout,
    run: (args, name, more = {}) =>
      checkout.run(args, name, { ...more, env: { ...more.env, GIT_INDEX_FILE: index } }),
  }
}
