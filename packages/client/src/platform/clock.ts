// A clock for all who tell time on a page: whatever reads the same one ticks together, and it stands still while
// nobody reads.

export type Clock = {
  subscribe: (reader: () => void) => () => void
  /** Milliseconds since 1970, as old as one tick at most. */
  latest: () => number
}

export function createClock(everyMs: number): Clock {
  let now = Date.now()
  const readers = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  return {
    subscribe: (reader) => {
      readers.add(reader)
      timer ??= setInterval(() => {
        now = Date.now()
        for (const one of readers) one()
      }, everyMs)
      return () => {
        readers.delete(reader)
        if (readers.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
    latest: () => {
      // It stood still for a while.
      if (timer === undefined && Date.now() - now > everyMs) now = Date.now()
      return now
    },
  }
}
