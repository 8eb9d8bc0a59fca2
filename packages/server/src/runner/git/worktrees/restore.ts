// Makes a thread's worktree again where it was, from the thread's branch; and the branch from what was kept of it. Must
// never delete a commit, nor a file that somebody wrote: what stands in the way is set aside beside it.
import { mkdir, realpath, rename, rm, rmdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { killTree } from '../../processes/kill-tree.ts'
import type { Git } from '../core.ts'
import { creationMarker, removeFiles } from './clean.ts'
import { commonDirOf } from './common-dir.ts'
import { callOptions, checkOut, retryPassing } from './create.ts'
import { ifThere, isThere, readText } from './if-there.ts'
import { existing, listKept } from './keep.ts'
import { withRepositoryLock } from './lock.ts'
import { keepWhatIsKnown, lookAtBranch, type LookAsk } from './look.ts'
import { findEntry, isBegun, worktreeState } from './state.ts'

export interface RestoreAsk extends LookAsk {
  /** Where it began: what the branch is made at when nothing else is known of it. */
  commit: string
  /** Where its branch was when the worktree was removed, if that is known; as git names a commit. Asked where it is gone. */
  tip?: () => Promise<string | null>
  /** Where it would be if everything of ours had been moved. */
  elsewhere?: string
  trusted?: boolean
}

/** @throws GitError when git could not do it; what is there then is as it was, or set aside. */
export async function restoreWorktree(
  git: Git,
  ask: RestoreAsk,
): Promise<{ path: string; branch: string; commit: string }> {
  await killTree({ marker: `${creationMarker}=${ask.path}`, graceMs: 3_000 })
  const commonDir = await commonDirOf(git, ask.repository)
  const entry = await findEntry(commonDir, ask.path)
  const branch = await restoreBranch(git, ask, entry)
  const path = entry === null ? ask.path : await placeOf(entry, ask)
  if (entry !== null) await mendLink(commonDir, entry, path)
  const state = await worktreeState(commonDir, path)
  if (state.kind !== 'ready') await makeAgain(git, commonDir, { ...ask, path, branch })
  const { text } = await git(['rev-parse', '--verify', 'HEAD'], {
    cwd: path,
    name: 'worktree-head',
  })
  return { path: await realpath(path), branch, commit: text.trim() }
}

/** Where the worktree is. When the data directory was moved with it, the repository is told. */
async function placeOf(entry: string, { path, elsewhere }: RestoreAsk): Promise<string> {
  if (elsewhere === undefined || elsewhere === path || (await isThere(path))) return path
  const said = (await readText(join(elsewhere, '.git'))) ?? ''
  const named = await ifThere(realpath(said.replace(/^gitdir: /, '').trim()))
  if (named !== entry) return path
  await writeFile(join(entry, 'gitdir'), `${join(elsewhere, '.git')}\n`)
  return elsewhere
}

/**
 * Sets the branch to where the worktree was, unless it holds that; what it points to instead is kept too. Gives the
 * branch to work on: another one where the agent itself went on under another name.
 */
async function restoreBranch(git: Git, ask: RestoreAsk, entry: string | null): Promise<string> {
  const known = await keepWhatIsKnown(git, ask, entry)
  const { history, tip, own } = known
  const ref = `refs/heads/${ask.branch}`
  if (history.ref !== null && history.ref !== ref && tip !== null) {
    return history.ref.slice('refs/heads/'.length)
  }
  const moved = (await lookAtBranch(git, ask, known))?.kind === 'branch-moved'
  if (own !== null && !moved) return ask.branch
  const last = history.ref === ref && history.last !== null ? [history.last] : []
  const left = (await ask.tip?.()) ?? null
  const removed = left === null ? [] : [left]
  const places = [...last, ...removed, ...(await listKept(git, ask)), ask.commit]
  const [target] = await existing(git, ask.repository, places)
  if (target === undefined) return ask.branch
  await git(['update-ref', '-m', 'a-parallel: restored', ref, target, own ?? ''], {
    cwd: ask.repository,
    name: 'restore-branch',
    access: 'write',
  })
  return ask.branch
}

/** Writes anew what ties files that are still there to the repository. What stood in its place is set aside. */
async function mendLink(commonDir: string, entry: string, path: string): Promise<void> {
  const pointer = join(path, '.git')
  if (!(await isThere(pointer))) return
  if ((await worktreeState(commonDir, path)).kind !== 'tampered') return
  await setAside(pointer)
  await writeFile(pointer, `gitdir: ${entry}\n`)
  await writeFile(join(entry, 'commondir'), '../..\n')
}

async function makeAgain(git: Git, commonDir: string, ask: RestoreAsk): Promise<void> {
  await mkdir(dirname(ask.path), { recursive: true, mode: 0o700 })
  await withRepositoryLock(commonDir, async () => {
    const entry = await findEntry(commonDir, ask.path)
    // One that a killed server had begun to make again holds nobody's work.
    if (entry === null || !(await isBegun(entry))) await setAside(ask.path)
    await addAgain(git, commonDir, ask)
  })
  try {
    await checkOut(git, ask, null)
    const entry = await findEntry(commonDir, ask.path)
    if (entry !== null) await rm(join(entry, 'locked'), { force: true })
  } catch (cause) {
    await withRepositoryLock(commonDir, () => removeFiles(commonDir, ask))
    throw cause
  }
}

/** Locked as git itself locks one that it makes, until its files are there. */
async function addAgain(git: Git, commonDir: string, ask: RestoreAsk): Promise<void> {
  const lock = ['--lock', '--reason', 'initializing']
  await retryPassing(async () => {
    await removeFiles(commonDir, ask)
    await git(['worktree', 'add', ...lock, '--no-checkout', ask.path, ask.branch], {
      ...callOptions(ask),
      cwd: ask.repository,
      name: 'worktree-add-again',
    })
  })
}

/** An empty folder goes; anything else gets another name beside it. */
async function setAside(path: string): Promise<void> {
  if (!(await isThere(path))) return
  const empty = await rmdir(path).then(
    () => true,
    () => false,
  )
  if (empty) return
  let number = 1
  while (await isThere(`${path}.set-aside-${number}`)) number += 1
  await rename(path, `${path}.set-aside-${number}`)
}
