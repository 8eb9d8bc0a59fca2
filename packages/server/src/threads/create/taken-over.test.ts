// What of a session a thread begins with: its end, with the turns of that.
import type { Item, Turn } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import type { WholeSession } from '../../runner/port.ts'
import { takenOver } from './taken-over.ts'

/** Ten turns of ten items of about a hundred units each, of which some were left out already. */
const read = {
  items: Array.from({ length: 100 }, (_, at) => ({
    kind: 'agent-message',
    id: `m${at}`,
    turnId: `t${Math.floor(at / 10)}`,
    text: 'x'.repeat(50),
  })) as unknown as Item[], // What is looked at of one.
  turns: Array.from({ length: 10 }, (_, at) => ({ id: `t${at}` })) as unknown as Turn[], // Likewise.
  omitted: 7,
} as WholeSession // Likewise.

const plenty = { items: 1000, units: 1_000_000 }

it('is all of it where that is little', () => {
  expect(takenOver(read, plenty)).toBe(read)
})

it.each([
  [{ ...plenty, items: 15 }, 15, ['t8', 't9']],
  [{ ...plenty, units: 10 }, 1, ['t9']],
  [{ ...plenty, items: 100 }, 100, null],
])('is its end where it is more than %j', (most, length, turns) => {
  const taken = takenOver(read, most)
  expect(taken.items).toEqual(read.items.slice(-length))
  expect(taken.omitted).toBe(7 + 100 - length)
  if (turns) expect(taken.turns.map(({ id }) => id)).toEqual(turns)
})

it('keeps the last turn, in which the agent goes on, wherever its items stand', () => {
  const [first, ...others] = read.items
  const turned = { ...read, items: [...others, first!] }
  expect(takenOver(turned, { ...plenty, items: 1 }).turns.map(({ id }) => id)).toEqual(['t0', 't9'])
})
