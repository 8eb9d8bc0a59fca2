// What of a thread can be gone back to, and what that can be undone. Pure.
import type { TurnId } from '../../nouns/ids.ts'
import type { ThreadView } from '../../nouns/thread-view.ts'
import type { Turn } from '../../nouns/turn.ts'
import type { ContinueAt, Rewind } from '../../nouns/turns/rewind.ts'

/** The rewind that is being carried out. */
export function pendingRewind({ rewinds }: Pick<ThreadView, 'rewinds'>): Rewind | null {
  return rewinds.find(({ state }) => state === 'requested') ?? null
}

/** The rewind that an undo would undo: the last one, unless it was undone. */
export function undoableRewind({ rewinds }: Pick<ThreadView, 'rewinds'>): Rewind | null {
  const last = rewinds.findLast(({ undoes, state }) => undoes === null && state !== 'failed')
  return last?.state === 'done' ? last : null
}

/** A message of a person's that was taken up. */
export function canRewindTo(turn: Turn): boolean {
  return turn.origin === 'person' && turn.startedAt !== null
}

/** The turns that a rewind of the conversation takes back. */
export function turnsFrom({ turns }: Pick<ThreadView, 'turns'>, turnId: TurnId): Turn[] {
  const place = turns.findIndex((turn) => turn.id === turnId)
  return place === -1 ? [] : turns.slice(place).filter(({ state }) => state !== 'queued')
}

/** Where an agent that is to know only what was before a turn takes the conversation up. */
export function resumeBefore({ turns }: Pick<ThreadView, 'turns'>, turnId: TurnId): ContinueAt {
  const place = turns.findIndex((turn) => turn.id === turnId)
  const earlier = turns.slice(0, Math.max(0, place)).findLast((turn) => turn.startedAt !== null)
  return earlier ? resumeAfter(earlier) : { sessionId: null, at: null }
}

/** The same for one that is to know this turn too. */
export function resumeAfter({ leaf }: Turn): ContinueAt {
  // Turns of an earlier version did not note it.
  return leaf ? { ...leaf } : { sessionId: null, at: null }
}
