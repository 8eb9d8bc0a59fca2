// The part of the fold that concerns checkpoints.
import type { Checkpoint } from '../nouns/turns/checkpoint.ts'
import type { ThreadEvent } from '../nouns/event.ts'
import type { ThreadView } from '../nouns/thread-view.ts'
import { withoutWish } from './turns/checkpoints.ts'

type CheckpointEvent = Extract<ThreadEvent, { type: `checkpoint.${string}` }>
type Made = Exclude<CheckpointEvent, { type: 'checkpoint.lines-read' }>

export function foldCheckpoint(view: ThreadView, event: CheckpointEvent): ThreadView {
  if (event.type === 'checkpoint.lines-read') {
    const { turnId } = event.data
    const read = (one: Checkpoint) => (one.turnId === turnId ? withoutWish(one) : one)
    return { ...view, checkpoints: view.checkpoints.map(read) }
  }
  const { turnId, place } = event.data
  const made: Checkpoint =
    event.type === 'checkpoint.captured'
      ? {
          ...common(event),
          commit: event.data.commit,
          omitted: event.data.omitted,
          problem: null,
          ...(event.data.linesWanted && { linesWanted: true }),
        }
      : { ...common(event), commit: null, omitted: 0, problem: event.data.problem }
  const others = view.checkpoints.filter((one) => one.turnId !== turnId || one.place !== place)
  return { ...view, checkpoints: [...others, made] }
}

function common({ at, data: { turnId, place } }: Made) {
  return { turnId, place, at }
}
