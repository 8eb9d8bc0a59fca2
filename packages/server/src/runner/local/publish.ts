// Commits, pushes, updates and merges of this machine's checkouts, as the port promises them.
import type { Git } from '../git/core.ts'
import type { Runner } from '../port.ts'
import { localCommits } from './publish/commit.ts'
import { localMerges } from './publish/merge.ts'
import { openTurns, type IsTrusted } from './publish/open.ts'
import { localPushes } from './publish/push.ts'
import { localUpdates } from './publish/update.ts'

export function localPublish(
  git: Git,
  checkpoints: Runner['checkpoints'],
  isTrusted: IsTrusted,
): Runner['publish'] {
  const inTurn = openTurns(git, isTrusted)
  return {
    ...localCommits(git, inTurn),
    ...localPushes(git, inTurn),
    ...localUpdates(git, checkpoints, inTurn),
    ...localMerges(git, inTurn, isTrusted),
  }
}
