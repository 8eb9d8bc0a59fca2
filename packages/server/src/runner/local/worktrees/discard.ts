// Removes a worktree that was made for nobody yet, with its branch. What somebody has done in it stays.
import type { Git } from '../../git/core.ts'
import { dropBranch, removeHalfMade } from '../../git/worktrees/clean.ts'
import { commonDirOf } from '../../git/worktrees/common-dir.ts'
import { removeWorktree } from '../../git/worktrees/remove.ts'
import type { DiscardAsk } from '../../spares-port.ts'

/** False where it stays, since somebody has worked in it or it is no longer of its repository. */
export async function discardWorktree(
  git: Git,
  ask: DiscardAsk & { trusted: boolean },
): Promise<boolean> {
  const { repository, path, branch, commit, fresh, trusted } = ask
  const made = { repository, path, branch, base: commit ?? undefined }
  const left = await removeHalfMade(git, made)
  if (left.kind !== 'ready') return left.kind === 'removed'
  const { kind } = await removeWorktree(git, { repository, path, trusted, discardChanges: fresh })
  if (kind !== 'removed' && kind !== 'missing') return false
  await dropBranch(git, await commonDirOf(git, repository), made)
  return true
}
