// Agents that were started before anybody wants them: their process and the greeting. Nothing of what they say is read
// until a start takes one for its own, and only the very same start does.
import type { RunId } from '@a-parallel/shared'
import type { Holder, StartAsk } from '../holder/port.ts'
import { markerOf } from '../runs/environment.ts'
import type { Shelf } from '../runs/shelf.ts'

export interface Ahead {
  /** Starts it and writes the greeting. Throws when it could not be started; nothing is left then. */
  begin(runId: RunId, start: AheadStart): Promise<void>
  /**
   * Whether one is there that this start takes for its own. `cleared`: there was another one; it is ended, and whatever
   * lay in the run's folder is gone.
   * @param looksAgain whether it is looked for what the agent has seen as it started.
   */
  take(runId: RunId, start: AheadStart, looksAgain: boolean): Promise<'taken' | 'cleared' | 'none'>
  /** Ends the one that waits for this run, if one does. */
  dismissWaiting(runId: RunId): Promise<void>
  /** Ends it, also one of an earlier server, and removes all it left. */
  dismiss(runId: RunId): Promise<void>
}

export interface AheadStart {
  ask: StartAsk
  greeting: string[]
  /** What its tool servers are, beside the name of their file. */
  servers: string | null
  /** What an agent that started now would see around it. */
  surroundings: () => Promise<string>
}

export interface AheadAsk {
  holder: Holder
  shelf: Shelf
  dirOf: (runId: RunId) => string
}

export function openAhead({ holder, shelf, dirOf }: AheadAsk): Ahead {
  const begun = new Map<RunId, Begun>()
  const clear = async (runId: RunId) => {
    await begun.get(runId)?.done.catch(() => undefined) // Whoever began it was told.
    begun.delete(runId)
    await holder.end(dirOf(runId), { marker: markerOf(runId), graceMs: 0 })
    await shelf.remove(dirOf(runId))
  }
  const start = async ({ ask, greeting }: AheadStart) => {
    const outcome = await holder.start(ask)
    if (outcome.kind !== 'started') throw new Error(`no agent was started ahead: ${outcome.kind}`)
    for (const line of greeting) await holder.write(ask.dir, line)
  }
  return {
    async begin(runId, wanted) {
      const saw = await wanted.surroundings()
      const done = start(wanted)
      begun.set(runId, { same: sameness(wanted), saw, done })
      try {
        await done
      } catch (cause) {
        await clear(runId)
        throw cause
      }
    },
    async take(runId, wanted, looksAgain) {
      const entry = begun.get(runId)
      if (!entry) return 'none'
      await entry.done.catch(() => undefined) // As above: the status tells.
      const { kind } = await holder.status(wanted.ask.dir)
      const isSame = entry.same === sameness(wanted) && (!looksAgain || (await sees(wanted, entry)))
      if (kind === 'live' && isSame) {
        begun.delete(runId)
        return 'taken'
      }
      await clear(runId)
      return 'cleared'
    },
    async dismissWaiting(runId) {
      if (begun.has(runId)) await clear(runId)
    },
    dismiss: clear,
  }
}

interface Begun {
  same: string
  saw: string
  done: Promise<void>
}

/** What cannot be told is another. */
function sees({ surroundings }: AheadStart, { saw }: Begun): Promise<boolean> {
  return surroundings().then(
    (seen) => seen === saw,
    () => false,
  )
}

function sameness({ ask: { argv, cwd, env }, greeting, servers }: AheadStart): string {
  const sorted = Object.entries(env).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([argv, cwd, sorted, greeting, servers])
}
