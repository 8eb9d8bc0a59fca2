// One clock for everything that counts seconds.
import { useSyncExternalStore } from 'react'
import { createClock } from './clock.ts'

const { subscribe, latest } = createClock(1000)

/** Milliseconds since 1970, a second old at most while something counts. */
export function useSecond(): number {
  return useSyncExternalStore(subscribe, latest, latest)
}
