// Which checkpoint tells what the files were at a message, and which one is still to be made. Pure.
import type { Checkpoint, CheckpointPlace } from '../../nouns/turns/checkpoint.ts'
import type { TurnId } from '../../nouns/ids.ts'
import type { ThreadView } from '../../nouns/thread-view.ts'
import { activeTurn, checkoutPath, queuedTurns } from '../thread-status.ts'

type Known = Pick<ThreadView, 'turns' | 'checkpoints'>

/** What the files were when this turn began. */
export function checkpointBefore(view: Known, turnId: TurnId): Checkpoint | null {
  const own = find(view, turnId, 'before')
  if (own) return own
  const place = view.turns.findIndex((turn) => turn.id === turnId)
  const earlier = view.turns.slice(0, Math.max(0, place)).findLast((turn) => turn.endedAt !== null)
  return earlier ? find(view, earlier.id, 'after') : null
}

/** What the files were when this turn had ended. */
export function checkpointAfter(view: Known, turnId: TurnId): Checkpoint | null {
  return find(view, turnId, 'after')
}

function find({ checkpoints }: Known, turnId: TurnId, place: CheckpointPlace): Checkpoint | null {
  return checkpoints.find((one) => one.turnId === turnId && one.place === place) ?? null
}

/** Turns whose lines are still to be read, and between which commits. */
export function linesDue(view: Known): { turnId: TurnId; from: string; to: string }[] {
  return view.checkpoints.flatMap(({ turnId, commit: to, linesWanted }) => {
    const from = linesWanted ? checkpointBefore(view, turnId)?.commit : null
    return from && to ? [{ turnId, from, to }] : []
  })
}

/** The lines of its turn are read, or are another thread’s to read. */
export function withoutWish({ linesWanted: _read, ...checkpoint }: Checkpoint): Checkpoint {
  return checkpoint
}

/**
 * What must be kept before another turn may begin: the files behind the turn that ended last; and those before the next
 * one, unless nobody had the time to change them in between.
 */
export function checkpointDue(view: ThreadView): { turnId: TurnId; place: CheckpointPlace } | null {
  if (view.deleted || checkoutPath(view) === null || activeTurn(view)) return null
  const ended = view.turns.findLast((turn) => turn.startedAt !== null && turn.endedAt !== null)
  if (ended && !find(view, ended.id, 'after')) return { turnId: ended.id, place: 'after' }
  const [next] = queuedTurns(view)
  if (!next || view.archived || find(view, next.id, 'before')) return null
  const last = view.checkpoints.at(-1)
  if (last && Date.parse(next.queuedAt) < Date.parse(last.at)) return null
  return { turnId: next.id, place: 'before' }
}
