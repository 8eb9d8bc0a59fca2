// Removes a thread's worktree. Its branch stays; uncommitted work is never thrown away unless that is asked for.
import { rm } from 'node:fs/promises'
import type { Git } from '../core.ts'
import { GitError } from '../error.ts'
import { neutraliseAll } from '../filters.ts'
import { moveAside, removeAside } from './aside.ts'
import { commonDirOf } from './common-dir.ts'
import { ifThere } from './if-there.ts'
import { withRepositoryLock } from './lock.ts'
import { findEntry, worktreeState } from './state.ts'
import { listUnsavedSubmodules } from './submodules.ts'

export interface RemoveAsk {
  repository: string
  path: string
  /** Throws uncommitted changes and untracked files away. */
  discardChanges?: boolean
  trusted?: boolean
}

export type RemoveOutcome =
  | { kind: 'removed' }
  /** There was none; a leftover entry is gone now too. */
  | { kind: 'missing' }
  | { kind: 'has-changes'; paths: string[] }
  /** A person locked it (`git worktree lock`); its folder may be away. Nothing was touched. */
  | { kind: 'locked' }
  | { kind: 'tampered'; detail: string }

/** @throws GitError when git could not remove it for another reason, or some of its files are closed to us. */
export async function removeWorktree(git: Git, ask: RemoveAsk): Promise<RemoveOutcome> {
  const commonDir = await commonDirOf(git, ask.repository)
  const state = await worktreeState(commonDir, ask.path)
  if (state.kind === 'tampered') return state
  if (state.kind === 'ready' && !ask.discardChanges) {
    const paths = await listChanges(git, ask.path, ask.trusted)
    if (paths.length > 0) return { kind: 'has-changes', paths }
  }
  const forced = ask.discardChanges || state.kind === 'half-made' ? ['--force', '--force'] : []
  const place = state.kind === 'ready' ? ask.path : ask.repository
  const neutral = await neutraliseAll(git, place, ask.trusted)
  const remove = (force: string[]) =>
    withRepositoryLock(commonDir, () =>
      git(['worktree', 'remove', ...force, ask.path], {
        cwd: ask.repository,
        name: 'worktree-remove',
        access: 'write',
        trusted: ask.trusted,
        ...neutral,
        timeoutMs: 5 * 60_000,
      }),
    )
  try {
    await remove(forced)
  } catch (cause) {
    if (!(cause instanceof GitError)) throw cause
    if (cause.code === 'has-submodules' && state.kind === 'ready') {
      const paths = await listUnsaved(git, { ...ask, gitDir: state.gitDir })
      if (paths.length > 0) return { kind: 'has-changes', paths }
      await remove(['--force'])
      return { kind: 'removed' }
    }
    if (cause.code === 'worktree-locked') return { kind: 'locked' }
    if (cause.code === 'has-changes') {
      return { kind: 'has-changes', paths: await listChanges(git, ask.path, ask.trusted) }
    }
    if (state.kind === 'ready') await takeRest(commonDir, ask.path, cause)
    else if (state.kind !== 'missing' || !/is not a working tree/.test(cause.stderr)) throw cause
  }
  await removeAside(ask.path)
  return { kind: state.kind === 'missing' ? 'missing' : 'removed' }
}

/**
 * Git lets go of a worktree also where it could not delete all of its files: nobody would know any more whose they are. They
 * go out of the way at least, so that the place is free.
 */
async function takeRest(commonDir: string, path: string, cause: GitError): Promise<void> {
  if ((await findEntry(commonDir, path)) !== null) throw cause
  const rest = await ifThere(moveAside(path))
  if (rest === null) return
  await rm(rest, { recursive: true, force: true }).catch(() => {
    throw cause
  })
}

/** With force git looks at nothing, so all is looked at right before. */
async function listUnsaved(git: Git, ask: RemoveAsk & { gitDir: string }): Promise<string[]> {
  const changes = await listChanges(git, ask.path, ask.trusted)
  return [...new Set([...changes, ...(await listUnsavedSubmodules(git, ask))])]
}

/**
 * Paths of uncommitted changes and untracked files, relative to the worktree. Ask `worktreeState` first.
 * @param ignored whether those that git ignores count.
 */
export async function listChanges(
  git: Git,
  path: string,
  trusted?: boolean,
  ignored = false,
): Promise<string[]> {
  const neutral = await neutraliseAll(git, path, trusted)
  // `-z` entries are `XY path`; a rename is followed by its old path, which --no-renames avoids.
  const { text } = await git(
    [
      'status',
      '--porcelain=v1',
      '-z',
      '--no-renames',
      '--untracked-files=all',
      '--ignore-submodules=none',
      ...(ignored ? ['--ignored'] : []),
    ],
    {
      cwd: path,
      name: 'list-changes',
      trusted,
      ...neutral,
      // The option does not reach the git that looks into a submodule.
      settings: [...neutral.settings, ['status.showUntrackedFiles', 'all']],
    },
  )
  return text
    .split('\0')
    .filter((entry) => entry !== '')
    .map((entry) => entry.slice(3))
}
