// What a thread has at stake whose worktree is not to be touched: nothing.
import type { AtStake } from '../../nouns/review/at-stake.ts'

const none = { paths: [], total: 0 }

export const nothingAtStake: AtStake = {
  stake: null,
  commits: { branch: null, count: 0 },
  staged: none,
  unstaged: none,
  untracked: none,
  ignored: { entries: [], total: 0 },
  refused: { entries: [], total: 0 },
  operation: null,
  repositories: none,
  unknown: [],
  stays: null,
}
