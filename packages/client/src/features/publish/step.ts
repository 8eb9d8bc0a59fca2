// What comes next on a thread's way to its base, and why something cannot be done now. Pure.
import type { BranchState, Prediction } from '@a-parallel/shared'

/** In the order in which work gets there; `solve` comes before all others, and `update` where a merge would conflict. */
export const acts = ['commit', 'push', 'update', 'merge', 'archive'] as const
export type Act = (typeof acts)[number]
export type Step = Act | 'solve'

/** Why it cannot be done now. */
export type Why =
  | 'conflicts'
  | 'locked'
  | 'noIdentity'
  | 'nothingChanged'
  | 'noCommits'
  | 'detached'
  | 'noRemote'
  | 'pushed'
  | 'uncommitted'
  | 'upToDate'
  | 'noBase'
  | 'merged'

export interface Situation {
  state: BranchState
  /** What a merge would come to; undefined while it is not known. */
  prediction: Prediction | undefined
  /** The commit that the thread’s branch began at; null where it has none of its own. */
  began: string | null
}

export function nextStep({ state, prediction, began }: Situation): Step {
  if (stuck(state)) return 'solve'
  if (open(state) > 0) return 'commit'
  const ahead = state.base?.ahead ?? 0
  if (prediction?.kind === 'nothing' && ahead > 0) return 'archive'
  if (state.remotes.length > 0 && whyNot('push', { state, prediction, began }) === null) {
    if (state.base === null || ahead > 0) return 'push'
  }
  // Nothing is left to bring over: either it has been, or there never was anything.
  if (ahead === 0) return began !== null && state.head !== began ? 'archive' : 'commit'
  return prediction?.kind === 'conflicts' ? 'update' : 'merge'
}

/** Null: it can be done. */
export function whyNot(act: Act, { state, prediction }: Situation): Why | null {
  if (act === 'archive') return null
  if (stuck(state)) return 'conflicts'
  if (act === 'commit') return whyNoCommit(state)
  if (state.head === null) return 'noCommits'
  if (state.branch === null) return 'detached'
  if (act === 'push') return whyNoPush(state)
  if (state.base === null) return 'noBase'
  if (act === 'update') {
    if (open(state) > 0) return 'uncommitted'
    return state.base.behind === 0 ? 'upToDate' : null
  }
  if (prediction?.kind === 'nothing' || state.base.ahead === 0) return 'merged'
  return open(state) > 0 ? 'uncommitted' : null
}

function whyNoCommit(state: BranchState): Why | null {
  if (state.identity === null) return 'noIdentity'
  if (state.locked) return 'locked'
  return open(state) === 0 ? 'nothingChanged' : null
}

function whyNoPush({ remotes, upstream }: BranchState): Why | null {
  if (remotes.length === 0) return 'noRemote'
  return upstream && !upstream.gone && upstream.ahead === 0 ? 'pushed' : null
}

/** Git waits for somebody to solve, or to go on. */
export function stuck({ operation, conflicted }: BranchState): boolean {
  return conflicted > 0 || (operation !== null && operation !== 'bisect')
}

/** How many files have something that is not committed. */
export function open({ staged, unstaged }: BranchState): number {
  return staged + unstaged
}
