// A thread's status, derived from its turns, worktree and approvals. Never stored as something that can be set.
import type { Approval } from '../nouns/approval.ts'
import type { PendingStep, ThreadStatus, WaitingReason } from '../nouns/thread.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import type { Turn } from '../nouns/turn.ts'

import { failedSetup, isPreparing } from './preparation/preparing.ts'
import { pendingRewind } from './turns/rewinds.ts'

/** The turn that runs or waits for a person, if there is one. */
export function activeTurn(view: ThreadView): Turn | null {
  return (
    view.turns.findLast((turn) => turn.state === 'running' || turn.state === 'awaiting') ?? null
  )
}

/** The turns that wait for their time, in the order in which they will begin. Those that are held are not among them. */
export function queuedTurns(view: ThreadView): Turn[] {
  return view.turns.filter((turn) => turn.state === 'queued' && !turn.held)
}

/** The turns that wait until a person lets them go. */
export function heldTurns(view: ThreadView): Turn[] {
  return view.turns.filter((turn) => turn.state === 'queued' && turn.held)
}

/** The turn that began, or ended, last. */
export function lastBegun(view: Pick<ThreadView, 'turns'>): Turn | null {
  return view.turns.findLast((turn) => turn.state !== 'queued') ?? null
}

export function threadStatus(view: ThreadView): ThreadStatus {
  const active = activeTurn(view)
  if (active) return active.state === 'awaiting' ? 'waiting' : 'running'
  // A subagent in the background may ask when no turn runs.
  if (pendingApprovals(view).length > 0) return 'waiting'
  if (view.budgetStop && !lacksWorktree(view)) return 'waiting'
  if (lacksWorktree(view)) return 'failed'
  if (isMade(view) || pendingRewind(view)) return 'pending'
  if (queuedTurns(view).length > 0) return failedSetup(view) ? 'waiting' : 'pending'
  const last = lastBegun(view)
  if (!last) {
    // Its first message was taken back by going back; or is held, or was withdrawn; or, with none, it has only just begun.
    if (view.rewinds.length > 0) return 'completed'
    return view.turns.length > 0 || view.withdrawn.length > 0 ? 'stopped' : 'pending'
  }
  if (wasStopped(view, last)) {
    // Stopped means that nothing of it is left, not only that the agent has said its last word.
    return view.run?.stopping && hasRun(view) ? 'running' : 'stopped'
  }
  if (last.state === 'interrupted') return 'interrupted'
  return last.state === 'failed' ? 'failed' : 'completed'
}

/** A person stopped it: its last turn, or what came behind that. */
function wasStopped(view: ThreadView, last: Turn): boolean {
  if (last.state === 'interrupted') return last.reason === 'stopped'
  return (
    last.state === 'completed' && heldTurns(view).some(({ queuedAt }) => queuedAt > last.queuedAt)
  )
}

export function pendingApprovals(view: Pick<ThreadView, 'approvals'>): Approval[] {
  return view.approvals.filter((approval) => approval.state === 'pending')
}

/** What a waiting thread waits for: its oldest open request. */
export function waitingReason(view: ThreadView): WaitingReason | null {
  if (threadStatus(view) !== 'waiting') return null
  const asked = pendingApprovals(view)[0]?.kind
  if (asked) return asked
  if (view.budgetStop) return 'budget'
  return failedSetup(view) ? 'setup' : null
}

/** What a pending thread waits for. */
export function pendingStep(view: ThreadView): PendingStep | null {
  if (threadStatus(view) !== 'pending') return null
  if (view.worktree?.state === 'requested') return 'worktree'
  if (pendingRewind(view)) return 'rewind'
  if (isPreparing(view)) return 'setup'
  return view.run?.state === 'requested' ? 'agent' : 'slot'
}

/** Where the thread's agent works. Null while its worktree does not exist. */
export function checkoutPath(view: ThreadView): string | null {
  if (view.mode === 'local') return view.projectPath
  return view.worktree?.state === 'ready' ? view.worktree.path : null
}

/** Its worktree could not be made, or is no longer there; resuming the thread makes it. */
export function lacksWorktree(view: ThreadView): boolean {
  return view.worktree?.state === 'failed' || view.worktree?.state === 'removed'
}

export function atWork(view: ThreadView): boolean {
  return ['pending', 'running', 'waiting'].includes(threadStatus(view))
}

/** Its worktree is being made for what there is of it already: it is made again, or the thread began as something else. */
function isMade({ worktree, origin, imported }: ThreadView): boolean {
  if (worktree?.state !== 'requested') return false
  return worktree.commit !== null || origin !== null || imported !== null
}

/** A run that exists or is about to. */
export function hasRun(view: ThreadView): boolean {
  return view.run?.state === 'requested' || view.run?.state === 'live'
}
