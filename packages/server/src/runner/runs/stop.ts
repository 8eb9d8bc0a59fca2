// Stops a run in steps, each gentler than the next: interrupt and let the agent say its last word, then end it with
// everything it started.
import type { Holder } from '../holder/port.ts'

/** What there is of a run to be ended. */
export interface Remains {
  dir: string
  marker: string
  /** The checkout that is this thread's alone; null when others work in it too. */
  worktree: string | null
}

export interface StopAsk extends Remains {
  holder: Holder
  /** The lines that interrupt a turn; none when the agent rests. */
  interrupt: string[]
  /** Hands in what is to be told when the agent rests. */
  rested: (tell: () => void) => void
}

const lastWordMs = 3_000
const closeMs = 1_500
/** All steps together stay below 12 seconds, also on a machine at work. */
const graceMs = 2_000

/**
 * Interrupt, end of input, SIGINT, and last everything that carries the run's marker or works in its worktree. Whoever
 * holds the run hears of its end and clears up behind it, so this goes no further than it must: the next run may be on
 * its way in the same worktree.
 */
export async function stopRun(ask: StopAsk): Promise<void> {
  const { holder, dir, interrupt, rested } = ask
  if (interrupt.length > 0) {
    const rest = within(lastWordMs, rested)
    // An agent that does not read lets no line through, and this must not wait for it.
    await Promise.race([rest, writeAll(holder, dir, interrupt)])
    await rest
  }
  const live = async () => (await holder.status(dir)).kind === 'live'
  if (!(await live())) return
  const ended = within(closeMs, (tell) => holder.watchEnd(dir, tell))
  await Promise.race([ended, holder.closeInput(dir)])
  await ended
  if (await holder.signal(dir, 'SIGINT'))
    await within(closeMs, (tell) => holder.watchEnd(dir, tell))
  if (await live()) await endTree(holder, ask)
}

async function writeAll(holder: Holder, dir: string, lines: string[]): Promise<void> {
  for (const line of lines) await holder.write(dir, line)
}

/** Ends whatever is left of a run. */
export async function endTree(holder: Holder, { dir, marker, worktree }: Remains): Promise<void> {
  const where = worktree === null ? {} : { cwdInside: worktree }
  await holder.end(dir, { graceMs, marker, ...where })
}

/** Waits until told, or until the time is over. */
function within(limitMs: number, until: (tell: () => void) => unknown): Promise<void> {
  return new Promise((resolve) => {
    const limit = setTimeout(resolve, limitMs)
    until(() => {
      clearTimeout(limit)
      resolve()
    })
  })
}
