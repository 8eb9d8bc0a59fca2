// One clock for everything that counts seconds: all of it ticks together, and nothing ticks when nothing counts.
import { useSyncExternalStore } from 'react'

let now = Date.now()
const readers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(reader: () => void): () => void {
  readers.add(reader)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const one of readers) one()
  }, 1000)
  return () => {
    readers.delete(reader)
    if (readers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Milliseconds since 1970, a second old at most while something counts. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, latest, latest)
}

function latest(): number {
  // Nobody has counted for a while: the clock stood still.
  if (timer === undefined && Date.now() - now > 1000) now = Date.now()
  return now
}
