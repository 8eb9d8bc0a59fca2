// What comes next on a thread's way to its base, and why something cannot be done now. Pure.
import type {
  BranchState,
  HostedBranch,
  Prediction,
  PullRequest,
  ThreadView,
} from '@a-parallel/shared'

/**
 * In the order in which work gets there; `solve` comes before all others, and `update` where a merge would conflict. The
 * pull request is opened, watched and merged in a window of its own; `merge` is the one on this machine.
 */
export const acts = [
  'commit',
  'reword',
  'push',
  'pullRequest',
  'update',
  'merge',
  'archive',
] as const
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
  | 'asking'
  | 'noHost'
  | 'noneOwn'
  | 'notPushed'

export interface Situation {
  state: BranchState
  /** What a merge would come to; undefined while it is not known. */
  prediction: Prediction | undefined
  /** The commit that the thread’s branch began at; null where it has none of its own. */
  began: string | null
  /** How the branch stands at its host; undefined while it is not known. */
  hosted: Hosted | undefined
  /** The branch that the project's work usually goes to. */
  usual: string | null
}

export type Hosted = Pick<HostedBranch, 'remote' | 'pullRequest'>

export function nextStep(situation: Situation): Step {
  const { state, prediction, began, usual } = situation
  if (stuck(state)) return 'solve'
  if (open(state) > 0) return 'commit'
  const ahead = state.base?.ahead ?? 0
  if (wasMerged(situation) || (prediction?.kind === 'nothing' && ahead > 0)) return 'archive'
  if (whyNot('push', situation) === null && (state.base === null || ahead > 0)) return 'push'
  if (state.base === null && state.branch !== usual && couldAsk(situation)) return 'pullRequest'
  // Nothing is left to bring over: either it has been, or there never was anything.
  if (ahead === 0) return began !== null && state.head !== began ? 'archive' : 'commit'
  const wants = wantsUpdate(situation) && whyNot('update', situation) === null
  if (wants || prediction?.kind === 'conflicts') return 'update'
  return couldAsk(situation) ? 'pullRequest' : 'merge'
}

/** The button does not change under the pointer once the host has answered. */
function couldAsk(situation: Situation): boolean {
  const why = whyNot('pullRequest', situation)
  return why === null || why === 'asking'
}

/** Null: it can be done. */
export function whyNot(act: Act, situation: Situation): Why | null {
  const { state, prediction } = situation
  if (act === 'archive') return null
  // One that is there can always be looked at.
  if (act === 'pullRequest' && pullOf(situation)) return null
  if (stuck(state)) return 'conflicts'
  if (act === 'commit') return whyNoCommit(state)
  if (act === 'reword') return whyNoReword(state)
  if (state.head === null) return 'noCommits'
  if (state.branch === null) return 'detached'
  if (act === 'push') return whyNoPush(state)
  if (act === 'pullRequest') return whyNoPullRequest(situation)
  if (state.base === null) return 'noBase'
  if (act === 'update') {
    if (open(state) > 0) return 'uncommitted'
    // What others pushed is known once it was fetched, which the update does.
    return state.base.upstream === null && state.base.behind === 0 ? 'upToDate' : null
  }
  // What lies on the remote alone is not in the base here: the prediction is about that.
  const isKnown = prediction !== undefined && prediction.kind !== 'unknown'
  if (isKnown ? prediction.kind === 'nothing' : state.base.ahead === 0) return 'merged'
  return open(state) > 0 ? 'uncommitted' : null
}

function whyNoCommit(state: BranchState): Why | null {
  if (state.identity === null) return 'noIdentity'
  if (state.locked) return 'locked'
  return open(state) === 0 ? 'nothingChanged' : null
}

function whyNoReword(state: BranchState): Why | null {
  if (state.head === null) return 'noCommits'
  if (state.identity === null) return 'noIdentity'
  if (state.locked) return 'locked'
  return canAmend(state) ? null : 'noneOwn'
}

/** The last commit is not the base's. Without a base, it may be any. */
export function canAmend({ head, base }: BranchState): boolean {
  return head !== null && (base === null || base.ahead > 0)
}

function whyNoPush({ remotes, upstream }: BranchState): Why | null {
  if (remotes.length === 0) return 'noRemote'
  return upstream && !upstream.gone && upstream.ahead === 0 ? 'pushed' : null
}

function whyNoPullRequest({ state, prediction, hosted }: Situation): Why | null {
  if (hosted === undefined) return state.remotes.length === 0 ? 'noRemote' : 'asking'
  if (hosted.remote === null) return 'noHost'
  if (prediction?.kind === 'nothing' || state.base?.ahead === 0)
    return open(state) > 0 ? 'uncommitted' : 'merged'
  return whyNoPush(state) === 'pushed' ? null : 'notPushed'
}

/** What somebody pushed to the branch can be taken in. */
export function takesUpstream(situation: Situation): boolean {
  const { upstream } = situation.state
  const there = upstream !== null && !upstream.gone
  return there && whyNot('commit', situation) === 'nothingChanged'
}

/** The pull request that there is still something to do about. */
export function pullOf({ hosted }: Pick<Situation, 'hosted'>): PullRequest | null {
  const pull = hosted?.pullRequest ?? null
  return pull?.state === 'open' ? pull : null
}

/** The host takes the pull request once what its base gained is in the branch. */
export function wantsUpdate({ state, hosted }: Pick<Situation, 'state' | 'hosted'>): boolean {
  const pull = pullOf({ hosted })
  const isBehind = pull?.mergeability === 'behind' || pull?.mergeability === 'conflicts'
  return isBehind && pull.headCommit === state.head
}

/** The host has merged all that is here. */
export function wasMerged({ state, hosted }: Pick<Situation, 'state' | 'hosted'>): boolean {
  const pull = hosted?.pullRequest
  return pull?.state === 'merged' && pull.headCommit === state.head
}

/** Git waits for somebody to solve, or to go on. */
export function stuck({ operation, conflicted }: BranchState): boolean {
  return conflicted > 0 || (operation !== null && operation !== 'bisect')
}

/** The last commit lies on the remote already: once it is amended, the next push has to overwrite it there. */
export function isPushed({ head, upstream }: BranchState): boolean {
  return head !== null && upstream !== null && !upstream.gone && upstream.ahead === 0
}

/** Some of what a rebase would make anew lies on the remote already. */
export function rebasesPushed({ base, upstream }: BranchState): boolean {
  if (base === null || upstream === null || upstream.gone) return false
  return upstream.ahead < base.ahead
}

/** Whose checkout a thread works in: what is not its own stays when it is deleted, with its branch. */
export function checkoutOf({
  mode,
  worktree,
}: Pick<ThreadView, 'mode' | 'worktree'>): 'own' | 'adopted' | 'local' {
  if (mode === 'local') return 'local'
  return worktree?.adopted ? 'adopted' : 'own'
}

/** How many files have something that is not committed. */
export function open({ staged, unstaged }: BranchState): number {
  return staged + unstaged
}
