// The part of the fold that concerns checkpoints.
import type { Checkpoint } from '../nouns/turns/checkpoint.ts'
import type { ThreadEvent } from '../nouns/event.ts'
import type { ThreadView } from '../nouns/thread-view.ts'

type CheckpointEvent = Extract<ThreadEvent, { type: `checkpoint.${string}` }>

export function foldCheckpoint(view: ThreadView, event: CheckpointEvent): ThreadView {
  const { turnId, place } = event.data
  const made: Checkpoint =
    event.type === 'checkpoint.captured'
      ? { ...common(event), commit: event.data.commit, omitted: event.data.omitted, problem: null }
      : { ...common(event), commit: null, omitted: 0, problem: event.data.problem }
  const others = view.checkpoints.filter((one) => one.turnId !== turnId || one.place !== place)
  return { ...view, checkpoints: [...others, made] }
}

function common({ at, data: { turnId, place } }: CheckpointEvent) {
  return { turnId, place, at }
}
