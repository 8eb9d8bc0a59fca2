import { expect, it } from 'vitest'
import type { ThreadView } from '@a-parallel/shared'
import { cut, turnsOf } from './turns.ts'

it('lists every turn that has begun, whoever began it, the latest first', () => {
  const turns = [
    { id: 'a', origin: 'person', startedAt: '2026-01-01T00:00:00Z' },
    { id: 'b', origin: 'agent', startedAt: '2026-01-02T00:00:00Z' },
    { id: 'c', origin: 'resume', startedAt: '2026-01-03T00:00:00Z' },
    { id: 'd', origin: 'person', startedAt: null },
  ] as unknown as ThreadView['turns'] // Nothing else of them is looked at.
  expect(turnsOf({ turns }).map(({ id }) => id)).toEqual(['c', 'b', 'a'])
})

it('calls a turn by the first line of its message', () => {
  expect(cut('  Mend it\nand more')).toBe('Mend it')
  expect(cut('x'.repeat(80))).toBe(`${'x'.repeat(60)}…`)
})
