// What the undoing of a rewind throws away: it cannot be undone itself. Pure.
import type { Rewind, ThreadView } from '@a-parallel/shared'

export interface Lost {
  /** Messages of the person's that go out of the conversation, with all that followed each. */
  messages: number
  /** Turns came after the rewind, and what they did to files is set back. */
  files: boolean
}

export function lostByUndo({ turns }: Pick<ThreadView, 'turns'>, rewind: Rewind): Lost {
  const { taken, what, at } = rewind
  // What waits still waits afterwards.
  const begun = turns.filter(({ state }) => state !== 'queued')
  const since = taken
    ? begun.slice(taken.turnsBefore)
    : begun.filter(({ startedAt }) => startedAt !== null && startedAt > at)
  return {
    messages: taken ? since.filter(({ origin }) => origin === 'person').length : 0,
    files: what !== 'conversation' && since.some(({ startedAt }) => startedAt !== null),
  }
}
