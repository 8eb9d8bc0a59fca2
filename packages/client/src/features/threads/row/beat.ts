// The one slow clock of all lists: whatever tells how long ago something was ticks together.
import { useSyncExternalStore } from 'react'
import { createClock } from '../../../platform/clock.ts'

const { subscribe, latest } = createClock(15_000)

const still = () => () => undefined

/** Milliseconds since 1970, as old as a beat at most. `ticking` false: nothing is redrawn for it. */
export function useBeat(ticking = true): number {
  return useSyncExternalStore(ticking ? subscribe : still, latest)
}
