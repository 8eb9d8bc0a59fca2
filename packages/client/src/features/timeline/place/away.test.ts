import { userMessageId } from '@a-parallel/contract/model'
import type { ItemId, ThreadView, TurnId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import type { Row } from '../rows/row.ts'
import { rowAt, whyAway } from './away.ts'

const turn = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as TurnId // A uuid.

it('tells what became of an item that is in no row', () => {
  const taken = { items: [{ id: 'taken' as ItemId }] } // All that is read of it.
  const view = {
    rewinds: [{ taken: null }, { taken }],
    withdrawn: [turn(1)],
    turns: [{ id: turn(2) }],
  } as unknown as ThreadView // The rest is not read.
  const ids = ['taken', userMessageId(turn(1)), userMessageId(turn(2)), 'never']
  expect(ids.map((id) => whyAway(view, id))).toEqual(['rewound', 'withdrawn', 'waits', 'gone'])
})

it('finds the row of what was said last until then', () => {
  const notice = (key: string, at: number) =>
    ({ kind: 'notice', key, item: { at: new Date(at).toISOString() } }) as Row // Only its time is read.
  const rows: Row[] = [
    { kind: 'day', key: 'day', at: new Date(0).toISOString() },
    notice('first', 1000),
    notice('second', 2000),
    notice('third', 3000),
  ]
  expect([500, 2000, 2999, 9000].map((at) => rowAt(rows, at))).toEqual([
    'first',
    'second',
    'second',
    'third',
  ])
  expect(rowAt([], 1)).toBeUndefined()
})
