// Going back to an earlier message, and the undoing of it: what is asked for, and what came of it.
import {
  atWork,
  canRewindTo,
  checkoutPath,
  checkpointBefore,
  hasRun,
  Problem,
  resumeBefore,
  undoableRewind,
} from '@a-parallel/contract/model'
import type { Fact, Instant, Item, ItemId, Rewind, ThreadView } from '@a-parallel/shared'
import type { Command } from '../../command.ts'
import { queued } from '../message.ts'

type Of<T extends Command['type']> = Extract<Command, { type: T }>

export function decideRewind(view: ThreadView, command: Of<'rewind'>): Fact[] {
  const { rewindId, turnId, what, message } = command
  if (view.rewinds.some(({ id }) => id === rewindId)) return []
  refuseBusy(view)
  const turn = view.turns.find(({ id }) => id === turnId)
  if (!turn || !canRewindTo(turn)) {
    throw new Problem('turn_not_found', 'There is no such message in the conversation any more.')
  }
  const to = what === 'conversation' ? null : filesBefore(view, turnId)
  const next = message && { message: message.turnId }
  const asked: Fact = { type: 'rewind.requested', data: { rewindId, turnId, what, to, ...next } }
  if (!message) return [...stopAgent(view), asked]
  return [...stopAgent(view), asked, queued(message)]
}

export function decideUndo(view: ThreadView, { rewindId }: Of<'undo-rewind'>): Fact[] {
  if (view.rewinds.some(({ id }) => id === rewindId)) return []
  refuseBusy(view)
  const target = undoableRewind(view)
  if (!target) throw new Problem('nothing_to_undo')
  const { turnId, what, safety: to, id: undoes } = target
  return [
    ...stopAgent(view),
    { type: 'rewind.requested', data: { rewindId, turnId, what, to, undoes } },
  ]
}

function refuseBusy(view: ThreadView): void {
  if (view.archived)
    throw new Problem('thread_archived', 'Restore the thread before you rewind it.')
  if (atWork(view)) throw new Problem('thread_busy', 'Stop the thread before you rewind it.')
}

/** It remembers too much, and what it left running may still write. */
function stopAgent(view: ThreadView): Fact[] {
  const { run } = view
  if (!run || run.stopping || !hasRun(view)) return []
  return [{ type: 'run.stop-requested', data: { runId: run.id } }]
}

function filesBefore(view: ThreadView, turnId: Rewind['turnId']): string {
  if (checkoutPath(view) === null) {
    throw new Problem('worktree_missing', 'The thread’s worktree is gone. Resume the thread first.')
  }
  const commit = checkpointBefore(view, turnId)?.commit ?? null
  if (commit !== null) return commit
  throw new Problem('checkpoint_missing', 'The files of that moment were not kept.')
}

export function decideRewindOutcome(
  view: ThreadView,
  { rewindId, outcome }: Of<'rewind-outcome'>,
  now: Instant,
): Fact[] {
  const rewind = view.rewinds.find(({ id }) => id === rewindId)
  if (rewind?.state !== 'requested') return []
  if (outcome.kind === 'failed') {
    const { problem } = outcome
    const told = { code: 'rewind-failed' as const, detail: problem.detail, values: {} }
    return [
      { type: 'rewind.failed', data: { rewindId, problem } },
      ...unsaid(rewind, view),
      notice(rewind, now, told),
    ]
  }
  const { safety, changed, left } = outcome
  const conversation = rewind.what !== 'files' && rewind.undoes === null
  const continueAt = conversation ? resumeBefore(view, rewind.turnId) : null
  const done = { rewindId, safety, changed, left: left.slice(0, mostNamed), continueAt }
  const values = { what: rewind.what, files: changed, left: left.length }
  const code = rewind.undoes === null ? ('rewound' as const) : ('rewind-undone' as const)
  return [
    { type: 'rewind.completed', data: done },
    notice(rewind, now, { code, detail: left.slice(0, mostNamed).join('\n'), values }),
  ]
}

const mostNamed = 20

/** The message was meant for a conversation that is not there. */
function unsaid({ message }: Rewind, { turns }: ThreadView): Fact[] {
  if (!message || !turns.some(({ id, state }) => id === message && state === 'queued')) return []
  const data = { turnId: message, usage: null, resultId: null, reason: 'stopped' as const }
  return [{ type: 'turn.interrupted', data }]
}

function notice(
  { id }: Rewind,
  at: Instant,
  told: Pick<Extract<Item, { kind: 'notice' }>, 'code' | 'detail' | 'values'>,
): Fact {
  const level = told.code === 'rewind-failed' ? 'error' : 'info'
  const item: Item = {
    kind: 'notice',
    id: `rewind:${id}` as ItemId, // Built of a parsed id.
    turnId: null,
    parentId: null,
    at,
    level,
    ...told,
  }
  return { type: 'item.completed', data: { item } }
}
