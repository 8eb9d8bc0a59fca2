// The one slow clock of all lists: whatever tells how long ago something was ticks together.
import { useSyncExternalStore } from 'react'

const beat = 15_000
let now = Date.now()
const readers = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

function subscribe(reader: () => void): () => void {
  readers.add(reader)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const one of readers) one()
  }, beat)
  return () => {
    readers.delete(reader)
    if (readers.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

const still = () => () => undefined

/** Milliseconds since 1970, as old as a beat at most. `ticking` false: nothing is redrawn for it. */
export function useBeat(ticking = true): number {
  return useSyncExternalStore(ticking ? subscribe : still, () => now)
}
