// So many at once, the others in the order they came.

export type Pool = <T>(work: () => Promise<T>) => Promise<T>

/** A pool that runs at most `size` pieces of work at a time. */
export function createPool(size: number): Pool {
  let free = size
  let waiting: (() => void)[] = []
  /** Who is next in `waiting`; taking the first one out of a long list would move all the others. */
  let head = 0
  const takeNext = () => {
    const next = waiting[head]
    if (next) head += 1
    // Whoever had its turn is let go of.
    if (head * 2 > waiting.length) {
      waiting = waiting.slice(head)
      head = 0
    }
    return next
  }
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The place goes straight to the next one; counting it free in between would let a newcomer past.
      const next = takeNext()
      if (next) next()
      else free += 1
    }
  }
}
