// After damage to the database everything is closed and opened again, which restores it: also where the damage is met
// while it is still being opened. The same is done on a wish. Each opening ends, well or not, before the next begins.
import { HomeError } from './home/own.ts'

export interface Running {
  close(): Promise<void>
}

export interface KeepAsk {
  /**
   * Throws a HomeError for what opening it again cannot mend. Whatever it throws, it leaves nothing open.
   * @param again called when it is to be closed and opened again though nothing is damaged.
   */
  open: (onDamage: () => void, again: () => void) => Promise<Running>
  /** What is said when it was damaged more often than `mostRestores`. */
  brokenDisk: string
  /** Told of what ends it once it was up. What ends it before is thrown. */
  fail: (cause: unknown) => void
}

/** More often, and it is the disk that is broken. */
export const mostRestores = 3

/** Resolves when it is up. */
export async function keepRunning({ open, brokenDisk, fail }: KeepAsk): Promise<Running> {
  let running: Running | null = null
  let restores = 0
  let damages = 0
  let up = false
  let closing = false
  let again: Promise<void> = Promise.resolve()
  const begin = async () => {
    const before = damages
    try {
      running = await open(onDamage, () => reopen('wish'))
    } catch (cause) {
      // Where damage was told of, it is opened again already.
      if (damages === before || cause instanceof HomeError) throw cause
    }
  }
  const onDamage = () => {
    damages += 1
    reopen('damage')
  }
  const reopen = (why: 'damage' | 'wish') => {
    // Whoever met it finishes first.
    again = again
      .then(() => new Promise<void>((resolve) => setImmediate(resolve)))
      .then(async () => {
        await running?.close()
        running = null
        if (why === 'damage') restores += 1
        if (closing) return
        if (restores > mostRestores) throw new HomeError(brokenDisk)
        await begin()
      })
    again.catch((cause: unknown) => up && fail(cause))
  }
  // Behind a turn: what it meets at once is to be done after it.
  again = again.then(begin)
  for (let met: Promise<void> | null = null; met !== again;) {
    met = again
    await met
  }
  up = true
  return {
    async close() {
      closing = true
      await again
      await running?.close()
    },
  }
}
