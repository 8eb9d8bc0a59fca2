// Messages that wait for their turn, and what became of each message. Pure.
import {
  failedSetup,
  hasRun,
  lacksWorktree,
  pendingApprovals,
  pendingStep,
} from '@a-parallel/contract/model'
import type { Item, ThreadView, Turn } from '@a-parallel/shared'
import type { MessageFate } from './row.ts'

type Turns = Pick<ThreadView, 'turns'> & Partial<Pick<ThreadView, 'budgetStop'>>

/**
 * Messages that wait, as they will be sent. The one that begins next, where nothing is at work and no budget stops it, is
 * not among them.
 */
export function waitingTurns({ turns, budgetStop }: Turns): Turn[] {
  const queued = turns.filter((turn) => turn.state === 'queued' && turn.origin === 'person')
  if (budgetStop || isAtWork(turns)) return queued
  const starting = queued.find((turn) => !turn.held)
  return queued.filter((turn) => turn !== starting)
}

function isAtWork(turns: readonly Turn[]): boolean {
  return turns.some((turn) => turn.state === 'running' || turn.state === 'awaiting')
}

/** What became of a user's message; `waiting` ones stand above the composer, not in the transcript. */
export function fateOf(item: Item | null, view: Turns): MessageFate | 'waiting' {
  if (item?.kind !== 'user-message') return 'taken'
  const turn = view.turns.findLast((known) => known.id === item.turnId)
  if (turn?.state === 'queued') return waitingTurns(view).includes(turn) ? 'waiting' : 'starting'
  return turn?.state === 'interrupted' && turn.startedAt === null ? 'unsent' : 'taken'
}

/** What the message that begins next waits for: a step of the thread, the end of its agent, or a person's answer. */
export function startWaitsFor(
  view: ThreadView,
): 'worktree' | 'setup' | 'rewind' | 'slot' | 'agent' | 'answer' {
  if (lacksWorktree(view)) return 'worktree'
  if (view.run?.stopping && hasRun(view)) return 'agent'
  if (pendingApprovals(view).length > 0) return 'answer'
  if (failedSetup(view)) return 'setup'
  return pendingStep(view) ?? 'slot'
}

/** What the person wrote before, oldest first; the same twice in a row once. */
export function earlierTexts(items: readonly Item[]): string[] {
  const texts = items.flatMap((item) => (item.kind === 'user-message' ? [item.text] : []))
  return texts.filter((text, index) => text !== '' && text !== texts[index + 1])
}
