// Messages that wait for their turn, and what became of each message. Pure.
import type { Item, ThreadView, Turn } from '@a-parallel/shared'
import type { MessageFate } from './row.ts'

type Turns = Pick<ThreadView, 'turns'>

/** Messages that wait, as they will be sent. The one that begins next, where nothing is at work, is not among them. */
export function waitingTurns({ turns }: Turns): Turn[] {
  const queued = turns.filter((turn) => turn.state === 'queued' && turn.origin === 'person')
  if (isAtWork(turns)) return queued
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

/** What the person wrote before, oldest first; the same twice in a row once. */
export function earlierTexts(items: readonly Item[]): string[] {
  const texts = items.flatMap((item) => (item.kind === 'user-message' ? [item.text] : []))
  return texts.filter((text, index) => text !== '' && text !== texts[index + 1])
}
