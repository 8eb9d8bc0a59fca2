// Removes a thread's worktree once all of it is kept. What cannot be kept is not removed. A server that dies in between
// leaves the worktree whole, or gone: it is renamed in one step before anything of it is deleted.
import { rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { KeptId } from '@a-parallel/shared'
import { openCheckout, type Checkout } from '../../changes/checkout.ts'
import type { Git } from '../../core.ts'
import { changedMeanwhile } from '../../stage/picks.ts'
import { moveAside, removeAside } from '../../worktrees/aside.ts'
import { refuseToHarm, removeFiles } from '../../worktrees/clean.ts'
import { commonDirOf } from '../../worktrees/common-dir.ts'
import { isThere } from '../../worktrees/if-there.ts'
import { withRepositoryLock } from '../../worktrees/lock.ts'
import { removeWorktree } from '../../worktrees/remove.ts'
import { worktreeState, type WorktreeState } from '../../worktrees/state.ts'
import { lookAtAll } from '../keep.ts'
import { readIgnored } from './ignored.ts'
import { gather, keepWhole, type Gathered, type KeptWhole, type WholeAsk } from './keep-whole.ts'
import { NotText, readRepositories, readUncommitted, type WholePlace } from './reading.ts'
import { readUnsaid } from './refused.ts'
import { archivedToDeleted, holdArchived, holdDeleted } from './refs.ts'

export interface RemoveWholeAsk extends WholeAsk {
  repository: string
  path: string
  trusted: boolean
}

export type RemoveWholeOutcome =
  | { kind: 'removed' }
  | { kind: 'tampered'; detail: string }
  /** It holds repositories of its own, files that are closed to us, or names that are no text. Nothing was touched. */
  | { kind: 'not-to-be-kept'; paths: string[] }
  /** A person locked it (`git worktree lock`). Nothing was touched. */
  | { kind: 'locked' }

/**
 * @param tornDown what was kept before a tear-down is the newest of what is kept, if it is another.
 * @throws when something could not be kept, or was written meanwhile; it is all there then.
 */
export async function removeWhole(
  git: Git,
  ask: RemoveWholeAsk,
  tornDown = false,
): Promise<RemoveWholeOutcome> {
  const { repository, path, trusted } = ask
  const commonDir = await commonDirOf(git, repository)
  const state = await worktreeState(commonDir, path)
  const unreadable = whyUnreadable(state)
  if (unreadable !== null) return { kind: 'tampered', detail: unreadable }
  if (state.kind === 'ready') {
    const place: WholePlace = { path, gitDir: state.gitDir, trusted }
    const checkout = await openCheckout(git, place)
    const before = await gatherKnown(git, checkout, place)
    const paths = before instanceof NotText ? before.paths : await notToBeKept(git, place, before)
    if (before instanceof NotText || paths.length > 0) return { kind: 'not-to-be-kept', paths }
    if (await isHeldFast(place)) return { kind: 'locked' }
    const { commit, seen } = await keepWhole(git, checkout, place, before, ask)
    if (commit !== null) await holdDeleted(git, { ...ask, commit })
    const { said } = await readUncommitted(git, place)
    if (said !== before.said) throw new Error(`${path} was written to while it was kept`)
    await refuseToHarm({ repository, path }, commonDir)
    // What was kept when it was archived is older than this; with the folder gone it would be taken for the newest.
    if (!tornDown) await holdArchived(git, ask, null)
    const gone = await moveAside(path)
    try {
      await refuseChanged({ ...checkout, path: gone }, seen, before)
    } catch (cause) {
      await rename(gone, path)
      throw cause
    }
    await withRepositoryLock(commonDir, () => removeFiles(commonDir, { repository, path }))
    if (tornDown) await archivedToDeleted(git, later(ask), commit)
  } else {
    await archivedToDeleted(git, ask)
    const { kind } = await removeWorktree(git, { repository, path, trusted })
    if (kind === 'locked') return { kind }
  }
  await removeAside(path)
  return { kind: 'removed' }
}

/** Keeps an archived thread's worktree as well, lest somebody removes its folder. Nothing of it is touched. */
export async function keepArchived(git: Git, ask: RemoveWholeAsk): Promise<void> {
  const { repository, path, trusted } = ask
  const state = await worktreeState(await commonDirOf(git, repository), path)
  const unreadable = whyUnreadable(state)
  if (unreadable !== null) throw new Error(`${path}: ${unreadable}`)
  if (state.kind !== 'ready') return
  await holdArchived(git, ask, await wholeNow(git, ask, { path, gitDir: state.gitDir, trusted }))
}

/** The thread is in use again, after a tear-down: what that has taken away can be had back from what was thrown away. */
export async function letGoArchived(git: Git, ask: RemoveWholeAsk): Promise<void> {
  const { repository, path, trusted } = ask
  const state = await worktreeState(await commonDirOf(git, repository), path)
  if (state.kind !== 'ready') return
  const there = await wholeNow(git, ask, { path, gitDir: state.gitDir, trusted })
  await archivedToDeleted(git, ask, there)
}

/** Whoever asks has seen it finished: with its index gone, nobody can tell what work is in it. */
function whyUnreadable(state: WorktreeState): string | null {
  if (state.kind === 'half-made' && state.gitDir !== null) return 'its index is gone'
  return state.kind === 'tampered' ? state.detail : null
}

async function wholeNow(git: Git, ask: WholeAsk, place: WholePlace): Promise<string | null> {
  const checkout = await openCheckout(git, place)
  const gathered = await gather(git, checkout, place)
  return (await keepWhole(git, checkout, place, gathered, ask)).commit
}

async function gatherKnown(
  git: Git,
  checkout: Checkout,
  place: WholePlace,
): Promise<Gathered | NotText> {
  try {
    return await gather(git, checkout, place)
  } catch (cause) {
    if (cause instanceof NotText) return cause
    throw cause
  }
}

async function notToBeKept(git: Git, place: WholePlace, before: Gathered): Promise<string[]> {
  const { closed, found, walked } = before
  const checkouts = [...found.checkouts, ...walked.checkouts]
  return [...(await readRepositories(git, place, before, checkouts)), ...closed]
}

/** Under a name of its own, behind what is kept under this one. */
function later(ask: RemoveWholeAsk): RemoveWholeAsk {
  return { ...ask, id: crypto.randomUUID() as KeptId, now: ask.now + 1 } // It gives UUIDs.
}

/** Whether a person has said that it must not be removed. */
export function isHeldFast({ gitDir }: Pick<WholePlace, 'gitDir'>): Promise<boolean> {
  return isThere(join(gitDir, 'locked'))
}

/**
 * What was changed already, or is ignored, git names in the same words once it holds something else; what lies in a `.git`
 * it does not name at all. Nobody finds the files by their path any more.
 */
async function refuseChanged(
  checkout: Checkout,
  seen: KeptWhole['seen'],
  before: Gathered,
): Promise<void> {
  const ignored = await readIgnored(checkout.path, before)
  const { walked } = await readUnsaid(checkout, before, ignored, before.entries)
  const paths = new Set([...seen.keys(), ...ignored.keep, ...walked.leavings])
  for (const [path, now] of await lookAtAll(checkout, [...paths]))
    if (now?.stamp !== seen.get(path)?.stamp) throw changedMeanwhile(path)
}
