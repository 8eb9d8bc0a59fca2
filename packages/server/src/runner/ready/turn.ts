// Makes a checkout that stands ready the worktree of a thread: at its place, on its branch, at its base. Must never take one
// that somebody has worked in, nor touch what lies in the thread's place already.
import { mkdir, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Git } from '../git/core.ts'
import { dropBranch, undo } from '../git/worktrees/clean.ts'
import { commonDirOf } from '../git/worktrees/common-dir.ts'
import {
  callOptions,
  noHooks,
  resolveBase,
  runPostCheckout,
  type CreateAsk,
} from '../git/worktrees/create.ts'
import { isThere } from '../git/worktrees/if-there.ts'
import { withRepositoryLock } from '../git/worktrees/lock.ts'
import { findEntry } from '../git/worktrees/state.ts'
import { differsInAttributes, untouched } from './look.ts'
import { lockEntry, switchTo, unlock } from './make.ts'
import { mannerOf } from './manner.ts'
import type { ReadyNote, ReadyNotes } from './notes.ts'

export type TurnOutcome =
  | { kind: 'ready'; branch: string; path: string; commit: string }
  /** The thread's worktree cannot be made so, and maybe not at all; what stands ready stands as it did. */
  | { kind: 'stays' }
  /** It is of no use any more, and is still there. `touched`: somebody may have worked in it. */
  | { kind: 'unfit'; why: 'touched' | 'outdated' | { cause: unknown } }
  /** It failed on its way, and nothing is left of it. */
  | { kind: 'gone'; cause: unknown }

/** From the first step on it counts as half made, so that whatever is cut off is cleaned away and made anew. */
export async function turnInto(
  git: Git,
  notes: ReadyNotes,
  note: ReadyNote,
  ask: CreateAsk,
): Promise<TurnOutcome> {
  const { repository, commit, trusted } = note
  const isElsewhere = dirname(dirname(note.path)) !== dirname(dirname(ask.path))
  if (commit === null || isElsewhere || trusted !== (ask.trusted ?? false))
    return { kind: 'unfit', why: 'outdated' }
  const [gitDir, base, isTaken, manner] = await Promise.all([
    untouched(git, note),
    resolveBase(git, ask),
    hasBranch(git, ask),
    mannerOf(git, repository),
  ])
  if (gitDir === null) return { kind: 'unfit', why: 'touched' }
  // In a folder that is there git would put it inside.
  if ('kind' in base || isTaken || (await isThere(ask.path))) return { kind: 'stays' }
  const isWrittenSo = manner === note.manner
  if (
    !isWrittenSo ||
    (await differsInAttributes(git, { repository, from: commit, to: base.commit }))
  )
    return { kind: 'unfit', why: 'outdated' }
  notes.write({ ...note, to: ask.path })
  try {
    await lockEntry(gitDir)
    await move(git, base.commonDir, note.path, ask)
    const args = ['--no-track', '--create', ask.branch, base.commit]
    await runPostCheckout(git, ask, base.commit, await switchTo(git, ask, args))
    await unlock(gitDir)
  } catch (cause) {
    if ((await findEntry(base.commonDir, ask.path)) !== gitDir) {
      await unlock(gitDir)
      notes.write({ ...note, to: null })
      return { kind: 'unfit', why: { cause } }
    }
    const half = { ...ask, base: base.commit }
    await withRepositoryLock(base.commonDir, () => undo(git, base.commonDir, half))
    notes.remove(repository)
    return { kind: 'gone', cause }
  }
  notes.remove(repository)
  const path = await realpath(ask.path)
  return { kind: 'ready', branch: ask.branch, path, commit: base.commit }
}

/** Twice forced: for a folder that git remembers there and that is gone, and for our own lock. */
async function move(
  git: Git,
  commonDir: string,
  from: string,
  ask: Pick<CreateAsk, 'repository' | 'path' | 'trusted'>,
): Promise<void> {
  await mkdir(dirname(ask.path), { recursive: true, mode: 0o700 })
  await withRepositoryLock(commonDir, async () => {
    await git(['worktree', 'move', '--force', '--force', from, ask.path], {
      ...callOptions(ask),
      settings: [noHooks],
      cwd: ask.repository,
      name: 'ready-move',
    })
  })
}

async function hasBranch(git: Git, { repository, branch }: CreateAsk): Promise<boolean> {
  const { code } = await git(['show-ref', '--verify', '--quiet', `refs/heads/${branch}`], {
    cwd: repository,
    name: 'ready-branch',
    successExitCodes: [0, 1, 128],
  })
  return code === 0
}

/** A worktree that nobody has begun to work in. */
export interface MadeForNobody {
  repository: string
  path: string
  branch: string
  /** The commit that it was made at, and the name that this had. */
  commit: string
  base: string
  /** Whether its project was trusted then. */
  trusted: boolean
}

/**
 * Makes it a checkout that stands ready, without its branch.
 * @returns false where somebody may have worked in it, or it was given something: nothing was done. Where it fails on its
 * way, nothing is left of it.
 */
export async function turnBack(
  git: Git,
  notes: ReadyNotes,
  made: MadeForNobody,
  to: string,
): Promise<boolean> {
  const { repository, path, branch, commit, base, trusted } = made
  const gitDir = await untouched(git, made, `refs/heads/${branch}`)
  if (gitDir === null) return false
  const commonDir = await commonDirOf(git, repository)
  const manner = await mannerOf(git, repository)
  const note = { repository, path: to, base, trusted, manner, commit: null, to: null }
  const half = { repository, path, branch, base: commit }
  notes.write(note)
  try {
    await lockEntry(gitDir)
    await switchTo(git, { path, trusted }, ['--detach'])
    await dropBranch(git, commonDir, half)
    await move(git, commonDir, path, { repository, path: to, trusted })
    await unlock(gitDir)
    notes.write({ ...note, commit })
  } catch {
    // It would have been removed without this.
    for (const place of [path, to])
      await withRepositoryLock(commonDir, () => undo(git, commonDir, { ...half, path: place }))
    notes.remove(repository)
  }
  return true
}
