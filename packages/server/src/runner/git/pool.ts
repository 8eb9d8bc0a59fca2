// So many at once, the others in the order they came.

export type Pool = <T>(work: () => Promise<T>) => Promise<T>

/** A pool that runs at most `size` pieces of work at a time. */
export function createPool(size: number): Pool {
  let free = size
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // The place goes straight to the next one; counting it free in between would let a newcomer past.
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
