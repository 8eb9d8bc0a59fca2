// The time, handed in. Nothing below main may read a clock of its own.
import type { Instant } from '@a-parallel/shared'

export interface Clock {
  now(): Instant
}

export const systemClock: Clock = { now: () => new Date().toISOString() }
