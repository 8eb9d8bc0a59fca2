// The day that it is, for pages that tell of days and stay open behind midnight.
import { useSyncExternalStore } from 'react'
import { createClock } from './clock.ts'

const { subscribe, latest } = createClock(60_000)

/** Its first moment in the time of the person who looks, in milliseconds since 1970; a minute late at most. */
export function useDay(): number {
  return useSyncExternalStore(subscribe, dayNow, dayNow)
}

function dayNow(): number {
  return new Date(latest()).setHours(0, 0, 0, 0)
}
