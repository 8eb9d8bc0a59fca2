// Commits, pushes, updates and merges of this machine's checkouts, as the port promises them.
import type { Git } from '../git/core.ts'
import type { Runner } from '../port.ts'
import type { OneAtATime } from './one-at-a-time.ts'
import { localCommits } from './publish/commit.ts'
import { localMerges } from './publish/merge.ts'
import { openTurns, type IsTrusted } from './publish/open.ts'
import { localPushes } from './publish/push.ts'
import { localUpdates } from './publish/update.ts'

export interface LocalPublishAsk {
  git: Git
  checkpoints: Runner['checkpoints']
  /** Shared with whatever else changes a checkout; by its path. */
  inTurn: OneAtATime<string>
  isTrusted: IsTrusted
}

export function localPublish(ask: LocalPublishAsk): Runner['publish'] {
  const { git, checkpoints } = ask
  const turns = openTurns(ask)
  return {
    ...localCommits(git, turns, ask.inTurn),
    ...localPushes(git, turns),
    ...localUpdates(git, checkpoints, turns),
    ...localMerges(git, turns, ask.isTrusted),
  }
}
