// Undoes a worktree that did not become ready. Must never delete commits, nor a worktree that somebody works in.
import { realpath, rm, rmdir } from 'node:fs/promises'
import { isAbsolute, join, sep } from 'node:path'
import { killTree } from '../../processes/kill-tree.ts'
import type { Git } from '../core.ts'
import { commonDirOf } from './common-dir.ts'
import { ifThere } from './if-there.ts'
import { withRepositoryLock } from './lock.ts'
import { findEntry, findUnnamedEntry, worktreeState } from './state.ts'
import { isUnderWay } from './under-way.ts'

/** Variable that git commands of a creation carry, so that one left over by a dead server can be found and ended. */
export const creationMarker = 'A_PARALLEL_WORKTREE'

export interface HalfMade {
  repository: string
  path: string
  /** Null for one that has none. */
  branch: string | null
  /** The commit it was to start from: with it, also a branch that nothing else contains is known to be empty. */
  base?: string
}

export type CleanOutcome =
  | { kind: 'removed' }
  /** It had come to its end; nothing was touched. */
  | { kind: 'ready'; commit: string }
  /** What is there is not half of ours; nothing was touched. */
  | { kind: 'refused'; detail: string }

/**
 * Cleans what a creation left that was killed midway: git commands that still run, the entry (`locked`, so that
 * `git worktree prune` leaves it), the files, and the branch unless it has commits of its own. Idempotent.
 */
export async function removeHalfMade(git: Git, half: HalfMade): Promise<CleanOutcome> {
  await killTree({ marker: `${creationMarker}=${half.path}`, graceMs: 3_000 })
  const commonDir = await commonDirOf(git, half.repository)
  const state = await worktreeState(commonDir, half.path)
  if (state.kind === 'ready') {
    const { text } = await git(['rev-parse', '--verify', 'HEAD'], {
      cwd: half.path,
      name: 'worktree-head',
    })
    return { kind: 'ready', commit: text.trim() }
  }
  if (state.kind === 'tampered') return { kind: 'refused', detail: state.detail }
  await withRepositoryLock(commonDir, () => undo(git, commonDir, half))
  return { kind: 'removed' }
}

/** Removes files, entry and branch. The caller holds the repository's lock and knows that they are only half made. */
export async function undo(git: Git, commonDir: string, half: HalfMade): Promise<void> {
  await removeFiles(commonDir, half)
  await dropBranch(git, commonDir, half)
}

/** Removes files and entry; the branch stays. On the same terms. */
export async function removeFiles(
  commonDir: string,
  half: Pick<HalfMade, 'repository' | 'path'>,
): Promise<void> {
  await refuseToHarm(half, commonDir)
  const entry =
    (await findEntry(commonDir, half.path)) ?? (await findUnnamedEntry(commonDir, half.path))
  await rm(half.path, { recursive: true, force: true })
  if (entry) await rm(entry, { recursive: true, force: true })
  // As git does; it fails when other worktrees are left.
  await rmdir(join(commonDir, 'worktrees')).catch(() => undefined)
}

/** Throws for a path that holds the repository itself: it would be its end. */
export async function refuseToHarm(
  half: Pick<HalfMade, 'repository' | 'path'>,
  commonDir: string,
): Promise<void> {
  const path = (await ifThere(realpath(half.path))) ?? half.path
  for (const precious of [commonDir, await realpath(half.repository)]) {
    if (!isAbsolute(path) || precious === path || precious.startsWith(path + sep)) {
      throw new Error(`refused to remove ${path}: it holds the repository`)
    }
  }
}

/** Deletes the branch unless it has commits of its own or is checked out somewhere. */
export async function dropBranch(git: Git, commonDir: string, half: HalfMade): Promise<void> {
  if (half.branch === null) return
  const ref = `refs/heads/${half.branch}`
  const found = await findBranch(git, half.repository, ref)
  // Nobody else writes this ref; a lock on it was left by a git that was killed, maybe before there was a branch.
  const lock = join(commonDir, `${ref}.lock`)
  if (!found) return rm(lock, { force: true })
  const { tip, checkedOutAt } = found
  if (checkedOutAt) return
  if (tip !== half.base && (await hasOwnCommits(git, half.repository, ref))) return
  await rm(lock, { force: true })
  await deleteRef(git, half.repository, ref, tip)
}

/**
 * Deletes a branch all of which another one, a remote branch or a tag holds, unless it is checked out somewhere. A stash or
 * a detached HEAD holds nothing: both go on, and what only they held would be lost.
 */
export async function dropHeldBranch(git: Git, cwd: string, branch: string): Promise<void> {
  const ref = `refs/heads/${branch}`
  const found = await findBranch(git, cwd, ref)
  if (!found || found.checkedOutAt) return
  if (await isUnderWay(await commonDirOf(git, cwd), branch)) return
  const lasting = [`--exclude=${branch}`, '--branches', '--remotes', '--tags']
  if (await hasCommitsBeside(git, cwd, found.tip, lasting)) return
  await deleteRef(git, cwd, ref, found.tip)
}

async function findBranch(git: Git, cwd: string, ref: string) {
  const format = '--format=%(refname)%00%(objectname)%00%(worktreepath)'
  const { text } = await git(['for-each-ref', format, ref], { cwd, name: 'find-branch' })
  const line = text.split('\n').find((each) => each.startsWith(`${ref}\0`))
  if (!line) return null
  const [, tip = '', checkedOutAt = ''] = line.split('\0')
  return { tip, checkedOutAt }
}

/** Not where it was set elsewhere meanwhile. */
async function deleteRef(git: Git, cwd: string, ref: string, tip: string): Promise<void> {
  await git(['update-ref', '-d', ref, tip], { cwd, name: 'drop-branch', access: 'write' })
}

/** Whether a branch has commits that no other ref of a person reaches. */
function hasOwnCommits(git: Git, cwd: string, ref: string): Promise<boolean> {
  const others = [`--exclude=${ref}`, '--exclude=refs/a-parallel/*', '--all']
  return hasCommitsBeside(git, cwd, ref, others)
}

async function hasCommitsBeside(
  git: Git,
  cwd: string,
  tip: string,
  others: readonly string[],
): Promise<boolean> {
  const { text } = await git(['rev-list', '--max-count=1', tip, '--not', ...others, '--'], {
    cwd,
    name: 'own-commits',
  })
  return text.trim() !== ''
}
