// How far a thread's worktree is ready, derived from the view. Pure.
import type { Preparation, SetupCommand } from '../../nouns/preparation/preparation.ts'
import type { ThreadView } from '../../nouns/thread-view.ts'

type Prepared = Pick<ThreadView, 'preparation' | 'worktree'>

/** It goes on with the preparation, or waits for a person's word about it. Null when nothing is to be waited for. */
function held({ preparation, worktree }: Prepared): Preparation | null {
  return worktree?.state === 'ready' ? preparation : null
}

/** A command that failed and that the first message waits for: a person is asked to run it again or to go on without. */
export function failedSetup(view: Prepared): SetupCommand | null {
  const commands = held(view)?.commands ?? []
  const first = commands.find(({ blocking, state }) => blocking && !isOver(state))
  return first && (first.state === 'failed' || first.state === 'lost') ? first : null
}

/** Turns wait until the worktree is ready. */
export function isPreparing(view: Prepared): boolean {
  const preparation = held(view)
  if (!preparation) return false
  return (
    preparation.carried === null ||
    preparation.commands.some(({ blocking, state }) => blocking && !isOver(state))
  )
}

/** The commands that may begin now: all that turns wait for and that stand before them are over. */
export function dueSetup(view: Prepared): SetupCommand[] {
  const preparation = held(view)
  if (!preparation || preparation.carried === null) return []
  const { commands } = preparation
  const stop = commands.findIndex(({ blocking, state }) => blocking && !isOver(state))
  const reached = stop === -1 ? commands : commands.slice(0, stop + 1)
  return reached.filter(({ state }) => state === 'waiting')
}

/** It holds ports, or has something to be torn down, and nothing of that was done since it was last in use. */
export function standsReady(view: Prepared): boolean {
  return held(view)?.tornDown === null
}

/** Something of it is under way, or about to be. */
export function hasSetupAtWork(view: Prepared & Pick<ThreadView, 'archived'>): boolean {
  const preparation = held(view)
  if (!preparation) return false
  if (view.archived) return preparation.tornDown === null
  const running = preparation.commands.some(({ state }) => state === 'running')
  return preparation.carried === null || running || dueSetup(view).length > 0
}

function isOver(state: SetupCommand['state']): boolean {
  return state === 'done' || state === 'skipped' || state === 'withheld'
}
