// An update that was concluded, taken back: the branch goes to where it was, as long as it stands where the update left it.
import { Problem } from '@a-parallel/contract/model'
import type { Kept, KeptId, OwnerId } from '@a-parallel/shared'
import { openCheckout } from '../../git/changes/checkout.ts'
import type { Git } from '../../git/core.ts'
import { keepTip } from '../../git/kept/keep.ts'
import { openPlace } from '../../git/publish/place.ts'
import { readStanding } from '../../git/publish/standing.ts'
import { inTheWay } from './abort.ts'
import { few, named, operationRunning, type PublishAsk } from './open.ts'
import { endOf, printed } from './printed.ts'

type TakeBackAsk = PublishAsk & {
  branch: NonNullable<Kept['branch']>
  /** As what is kept where the branch stood before this, and whose that is. */
  id: KeptId
  owner: OwnerId
}

/** Must be called under the checkout's lock. Gives what the update itself can be had back by. */
export async function takeBack(git: Git, ask: TakeBackAsk): Promise<Kept> {
  const { branch, id, owner, threadId } = ask
  const run = await openPlace(git, ask)
  const at = await readStanding(run)
  if (at.operation !== null) throw operationRunning(at.operation)
  if (at.branch !== branch.name || at.head !== branch.is)
    throw new Problem(
      'head_moved',
      `${branch.name} does not stand any more where the update left it. Nothing was taken back.`,
      { head: at.head ?? '' },
    )
  const changed = [...new Set([...at.conflicted, ...at.staged, ...at.unstaged])]
  if (changed.length > 0)
    throw new Problem(
      'worktree_has_changes',
      `Commit or discard these first: ${few(changed)}`,
      named(changed),
    )
  const covered = await inTheWay(run, ask.path, branch.was)
  if (covered.length > 0)
    throw new Problem(
      'abort_refused',
      `Git would write over ${few(covered)}, and took nothing back. Move that away first.`,
      named(covered),
    )
  const { code, stderr } = await run(['reset', '--quiet', '--keep', branch.was], 'take-back', {
    successExitCodes: [0, 1, 128],
  })
  if (code !== 0)
    throw new Problem('abort_refused', `Git took nothing back: ${endOf(stderr)}`, printed(stderr))
  const { name, was: is, is: was } = branch
  return keepTip(await openCheckout(git, ask), {
    id,
    owner,
    threadId,
    why: 'undo',
    branch: { name, was, is },
    now: Date.now(),
  })
}
