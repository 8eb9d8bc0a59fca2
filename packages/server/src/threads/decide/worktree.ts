// What becomes of a thread with its worktree: when it is made, when it can no longer be worked in, and when the
// repository it belongs to was moved.
import {
  activeTurn,
  assertNever,
  hasRun,
  lacksWorktree,
  queuedTurns,
} from '@a-parallel/contract/model'
import type { Fact, Instant, ThreadView, Worktree } from '@a-parallel/shared'
import type { Command } from '../command.ts'
import { preparationBegun } from './preparation.ts'
import { closeApprovals, usageSoFar } from './run-end.ts'
import { decideCheckpoint } from './turns/checkpoint.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>

type OfWorktree = Of<'worktree-outcome' | 'worktree-lost' | 'project-moved' | 'make-again'>

export function decideWorktree(view: ThreadView, command: OfWorktree, now: Instant): Fact[] {
  switch (command.type) {
    case 'worktree-outcome':
      return worktreeOutcome(view, command)
    case 'worktree-lost':
      return lost(view, command, now)
    case 'project-moved':
      return projectMoved(view, command)
    case 'make-again':
      return view.worktree && lacksWorktree(view) ? [requestedAgain(view.worktree)] : []
    default:
      return assertNever(command)
  }
}

/** At its old place, from its branch. */
export function requestedAgain({ path, branch, base }: Worktree): Fact {
  return { type: 'worktree.requested', data: { path, branch, base } }
}

function worktreeOutcome(view: ThreadView, command: Of<'worktree-outcome'>): Fact[] {
  const { outcome, preparation = null, carried = null } = command
  if (view.worktree?.state !== 'requested') return []
  if (outcome.kind === 'failed') {
    return [{ type: 'worktree.failed', data: { problem: outcome.problem } }]
  }
  const { path, branch } = outcome
  // One that is made again began where the first one did.
  const commit = view.worktree.commit ?? outcome.commit
  const ready: Fact = { type: 'worktree.ready', data: { path, branch, commit } }
  return [ready, ...preparationBegun(view, preparation, carried), ...keptAhead(view, command)]
}

/** What its first turn begins with was kept before the thread was there; the files of a fork are others. */
function keptAhead(view: ThreadView, { checkpoint = null }: Of<'worktree-outcome'>): Fact[] {
  const [first] = queuedTurns(view)
  if (checkpoint === null || !first || view.worktree?.files) return []
  const outcome = { kind: 'captured' as const, commit: checkpoint, omitted: [], changed: [] }
  return decideCheckpoint(view, { type: 'checkpoint', turnId: first.id, place: 'before', outcome })
}

/** Nothing may run in it any more: the turn ends with the reason, and its agent is stopped. */
function lost(view: ThreadView, { problem, used }: Of<'worktree-lost'>, now: Instant): Fact[] {
  if (view.worktree?.state !== 'ready') return []
  const type = problem.code === 'worktree_missing' ? 'worktree.removed' : 'worktree.failed'
  const turn = activeTurn(view)
  const facts: Fact[] = [{ type, data: { problem } }, ...closeApprovals(view)]
  if (turn) {
    const usage = usageSoFar(turn, used, now)
    const data = { turnId: turn.id, usage, resultId: null, problem }
    facts.push({ type: 'turn.failed', data })
  }
  const { run } = view
  if (run && hasRun(view) && !run.stopping) {
    facts.push({ type: 'run.stop-requested', data: { runId: run.id } })
  }
  return facts
}

function projectMoved(view: ThreadView, { projectPath }: Of<'project-moved'>): Fact[] {
  if (view.projectPath === projectPath) return []
  const { run } = view
  const facts: Fact[] = [{ type: 'thread.project-moved', data: { projectPath } }]
  // One that rests in the project's own checkout would go on looking for the folder where it was.
  if (view.mode === 'local' && run && hasRun(view) && !run.stopping) {
    facts.push({ type: 'run.stop-requested', data: { runId: run.id } })
  }
  return facts
}
