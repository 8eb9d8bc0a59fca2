import { userMessageId } from '@a-parallel/contract/model'
import type { ItemId, ThreadView, TurnId } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import type { Row } from '../rows/row.ts'
import { rowAt, whyAway } from './away.ts'

const turn = (number: number) =>
  `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as TurnId // A uuid.

it('tells what became of an item that is in no row', () => {
  const taken = { items: [{ id: 'taken' as ItemId }] } // All that is read of it.
  const rewordedAt = '2026-01-01T00:00:02.000Z'
  const view = {
    rewinds: [{ taken: null }, { taken }],
    withdrawn: [turn(1)],
    turns: [{ id: turn(2) }, { id: turn(3) }],
    items: [{ kind: 'user-message', id: userMessageId(turn(3)), rewordedAt }],
  } as unknown as ThreadView // The rest is not read.
  const ids = ['taken', ...[1, 2, 3].map((number) => userMessageId(turn(number))), 'never']
  const whys = (saidAt?: string) => ids.map((id) => whyAway(view, id, saidAt))
  const now = ['rewound', 'withdrawn', 'waits', 'waits', 'gone']
  expect(whys()).toEqual(now)
  expect(whys(rewordedAt)).toEqual(now)
  expect(whys('2026-01-01T00:00:01.000Z')).toEqual(now.with(3, 'reworded'))
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
