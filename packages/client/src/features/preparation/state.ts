// How a preparation stands as a whole: what its line in the conversation says. Pure.
import type { Preparation, SetupCommand } from '@a-parallel/shared'

export type PreparationState =
  | { kind: 'none' }
  | { kind: 'faulty' }
  | { kind: 'giving' }
  | { kind: 'failed' | 'withheld' | 'running'; command: SetupCommand }
  | { kind: 'waiting' }
  | { kind: 'ready' }

/** What needs a person first, then what is going on. @param preparation null where no recipe says anything. */
export function preparationState(preparation: Preparation | null): PreparationState {
  if (preparation === null) return { kind: 'none' }
  const { faults, carried, commands } = preparation
  if (faults.length > 0) return { kind: 'faulty' }
  if (carried === null) return { kind: 'giving' }
  const failed = commands.find(({ state }) => state === 'failed' || state === 'lost')
  if (failed) return { kind: 'failed', command: failed }
  const running = commands.find(({ state }) => state === 'running')
  if (running) return { kind: 'running', command: running }
  const withheld = commands.find(({ state }) => state === 'withheld')
  if (withheld) return { kind: 'withheld', command: withheld }
  return { kind: commands.some(({ state }) => state === 'waiting') ? 'waiting' : 'ready' }
}
