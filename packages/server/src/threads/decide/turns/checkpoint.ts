// What came of keeping a thread's files, as a fact. What is known is not written again.
import type { Fact, ThreadView, TurnId } from '@a-parallel/shared'
import type { Command } from '../../command.ts'

type KeepFiles = Extract<Command, { type: 'checkpoint' }>
type LinesRead = Extract<Command, { type: 'lines-read' }>

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
  const edited = editedIn(view, turnId)
  const linesWanted = changed.some((path) => !edited.has(path))
  return [
    {
      type: 'checkpoint.captured',
      data: {
        ...data,
        commit,
        omitted: omitted.length,
        omittedPaths,
        ...(changedPaths.length > 0 && { changedPaths }),
        ...(linesWanted && { linesWanted }),
      },
    },
  ]
}

/** The files of which the edits of a turn tell line by line. */
export function editedIn({ items }: Pick<ThreadView, 'items'>, turnId: TurnId): Set<string> {
  const edits = items.flatMap((item) =>
    item.kind === 'tool-call' &&
    item.turnId === turnId &&
    item.state === 'completed' &&
    item.detail.kind === 'edit'
      ? [item.detail.path]
      : [],
  )
  return new Set(edits)
}

export function decideLinesRead(view: ThreadView, command: LinesRead): Fact[] {
  const { turnId, files, omitted } = command
  const isWanted = view.checkpoints.some((one) => one.turnId === turnId && one.linesWanted)
  return isWanted ? [{ type: 'checkpoint.lines-read', data: { turnId, files, omitted } }] : []
}
