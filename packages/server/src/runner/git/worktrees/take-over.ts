// Ties worktrees to their repository again after that was moved: their `.git` files name the place where it was.
import type { Git } from '../core.ts'
import { commonDirOf } from './common-dir.ts'
import { isThere } from './if-there.ts'
import { existing } from './keep.ts'
import { withRepositoryLock } from './lock.ts'
import { findEntry } from './state.ts'

export type TakeOverOutcome = { kind: 'taken-over' } | { kind: 'differs'; detail: string }

/**
 * Changes nothing when the repository knows none of the commits that the worktrees began at, or lists none of those that
 * are there: a clone lacks the threads' branches. One thread may have lost its own; that is found when it goes on.
 */
export async function takeOverWorktrees(
  git: Git,
  repository: string,
  worktrees: readonly { path: string; commit: string }[],
): Promise<TakeOverOutcome> {
  const commonDir = await commonDirOf(git, repository)
  const commits = [...new Set(worktrees.map(({ commit }) => commit))]
  if (commits.length > 0 && (await existing(git, repository, commits)).length === 0) {
    return { kind: 'differs', detail: 'it holds none of the commits that the threads began at' }
  }
  const entries: (string | null)[] = []
  for (const { path } of worktrees) {
    if (await isThere(path)) entries.push(await findEntry(commonDir, path))
  }
  if (entries.length > 0 && entries.every((entry) => entry === null)) {
    return { kind: 'differs', detail: 'it lists none of the threads’ worktrees' }
  }
  await withRepositoryLock(commonDir, () =>
    git(['worktree', 'repair'], { cwd: repository, name: 'worktree-repair', access: 'write' }),
  )
  return { kind: 'taken-over' }
}
