// Git works only in what is still the repository's own: an agent could have tied the folder to another one, whose
// configuration names programs.
import { Problem } from '@a-parallel/contract/model'
import { existsSync } from 'node:fs'
import type { Git } from '../git/core.ts'
import { ownPlacesOf } from '../git/restrict/places.ts'
import { commonDirOf } from '../git/worktrees/common-dir.ts'
import { worktreeState } from '../git/worktrees/state.ts'
import type { CheckoutAsk } from '../port.ts'

/** Throws `worktree_missing` or `worktree_tampered`. */
export async function refuseForeign(
  git: Git,
  { repository, path, ownsCheckout }: Omit<CheckoutAsk, 'threadId'>,
): Promise<void> {
  if (!existsSync(path)) {
    throw new Problem('worktree_missing', `The folder ${path} is gone.`, { path })
  }
  if (!ownsCheckout) return
  // Git, where the files do not tell, says why there is no repository any more.
  const own = await ownPlacesOf(repository)
  const state = await worktreeState(own?.commonDir ?? (await commonDirOf(git, repository)), path)
  if (state.kind === 'ready') return
  if (state.kind === 'missing')
    throw new Problem('worktree_missing', `The folder ${path} is gone.`, { path })
  const why = state.kind === 'tampered' ? state.detail : 'it is only half made'
  throw new Problem('worktree_tampered', `${path} is no longer of its repository: ${why}.`)
}
