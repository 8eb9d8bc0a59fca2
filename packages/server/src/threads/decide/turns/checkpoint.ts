// What came of keeping a thread's files, as a fact. What is known is not written again.
import type { Fact, ThreadView } from '@a-parallel/shared'
import type { Command } from '../../command.ts'

type KeepFiles = Extract<Command, { type: 'checkpoint' }>

/** So many of the paths that are left out are named, and of those that changed. */
const mostNamed = 20
const mostChanged = 200

export function decideCheckpoint(view: ThreadView, { turnId, place, outcome }: KeepFiles): Fact[] {
  const known = view.checkpoints.some((one) => one.turnId === turnId && one.place === place)
  if (known || !view.turns.some((turn) => turn.id === turnId)) return []
  const data = { turnId, place }
  if (outcome.kind === 'failed') {
    return [{ type: 'checkpoint.failed', data: { ...data, problem: outcome.problem } }]
  }
  const { commit, omitted, changed } = outcome
  const omittedPaths = omitted.slice(0, mostNamed)
  const changedPaths = changed.slice(0, mostChanged)
  return [
    {
      type: 'checkpoint.captured',
      data: {
        ...data,
        commit,
        omitted: omitted.length,
        omittedPaths,
        ...(changedPaths.length > 0 && { changedPaths }),
      },
    },
  ]
}
