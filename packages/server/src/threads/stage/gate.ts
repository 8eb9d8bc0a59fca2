// Where a played server may die: at every step it takes towards its log, its readers or its machine. One that died does
// nothing any more, whatever it was about to do.

/** Thrown where a server died in the middle of a call. */
export class Died extends Error {}

export interface Gate {
  readonly dead: boolean
  /** One more step; the server dies at the step it was told to. */
  step(): void
  /** As `step`, for calls that are waited for: what a dead server waits for never comes. */
  pass(): Promise<void>
  /** The server dies behind so many more steps. */
  dieAfter(steps: number): void
  die(): void
}

export function openGate(): Gate {
  let left = Infinity
  let dead = false
  const step = () => {
    if (!dead && left > 0) left -= 1
    else {
      dead = true
      throw new Died()
    }
  }
  return {
    get dead() {
      return dead
    },
    step,
    async pass() {
      try {
        step()
      } catch {
        await new Promise(() => undefined) // Nobody is there to hear of it.
      }
    },
    dieAfter: (steps) => (left = steps),
    die: () => (dead = true),
  }
}
