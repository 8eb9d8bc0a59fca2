// The face of limits: how far the windows of a person's subscription are used up, as their agents' programs told last.
// Kept beside the log: it is the vendor's word about an account, and no fact of a thread.
import { Problem, withTold } from '@a-parallel/contract/model'
import type { Actor, LimitWindow, OwnerId, Signal } from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../store/port.ts'
import { limitTable } from './table.ts'

export interface LimitPorts {
  db: Database
  clock: Clock
}

export interface Limits {
  /** Those that still say something: a window that was reset days ago does not. */
  of(actor: Actor): LimitWindow[]
  told(owner: OwnerId, told: Extract<Signal, { type: 'limits-told' }>): void
}

const keptMs = 8 * 24 * 60 * 60_000

export function openLimits({ db, clock }: LimitPorts): Limits {
  const table = limitTable(db)
  return {
    of(actor) {
      if (actor.kind !== 'person') throw new Problem('unauthorized')
      const oldest = Date.parse(clock.now()) - keptMs
      return table
        .list(actor.id)
        .filter(({ resetsAt, toldAt }) => Date.parse(resetsAt ?? toldAt) > oldest)
    },
    told(owner, told) {
      const before = table.list(owner)
      const after = withTold(before, told, clock.now())
      if (JSON.stringify(after) !== JSON.stringify(before)) table.write(owner, after)
    },
  }
}
