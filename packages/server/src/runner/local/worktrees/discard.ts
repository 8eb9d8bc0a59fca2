// Removes a worktree that was made for nobody yet, with its branch. What somebody has done in it stays.
import type { Git } from '../../git/core.ts'
import { dropBranch, removeHalfMade } from '../../git/worktrees/clean.ts'
import { commonDirOf } from '../../git/worktrees/common-dir.ts'
import { removeWorktree } from '../../git/worktrees/remove.ts'
import type { WorktreePlan } from '../../port.ts'

export interface DiscardAsk extends WorktreePlan {
  repository: string
  /** Where its branch began; null when it may be half made. */
  commit: string | null
  trusted: boolean
}

export async function discardWorktree(git: Git, ask: DiscardAsk): Promise<void> {
  const { repository, path, branch, commit, trusted } = ask
  const made = { repository, path, branch, base: commit ?? undefined }
  const left = await removeHalfMade(git, made)
  if (left.kind !== 'ready') return
  const { kind } = await removeWorktree(git, { repository, path, trusted })
  if (kind === 'removed' || kind === 'missing')
    await dropBranch(git, await commonDirOf(git, repository), made)
}
