// On a real database: each owner's windows are their own, and outlive whoever told them.
import type { Actor, OwnerId, ToldWindow } from '@a-parallel/shared'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openDatabase, type OpenDatabase } from '../store/sqlite/database.ts'
import { openLimits } from './index.ts'
import { limits as rows } from './table.ts'

let database: OpenDatabase
let now: string
beforeEach(() => {
  now = '2026-11-26T10:00:00.000Z'
  database = openDatabase(':memory:')
})
afterEach(() => database.close())

const ana = 'ana' as OwnerId // Of the right shape.
const ben = 'ben' as OwnerId // As above.
const person = (id: OwnerId): Actor => ({ kind: 'person', id })
const open = () => openLimits({ db: database.db, clock: { now: () => now } })

const window: ToldWindow = {
  name: 'five_hour',
  model: null,
  used: 0.91,
  resetsAt: '2026-11-26T12:00:00.000Z',
  state: 'near',
  extra: false,
}
const told = (...windows: ToldWindow[]) => ({
  type: 'limits-told' as const,
  windows,
  allClear: false,
})

it('are kept by owner, with when they were told, and read by the next server', () => {
  open().told(ana, told(window))
  expect(open().of(person(ana))).toEqual([{ ...window, toldAt: now }])
  expect(open().of(person(ben))).toEqual([])
  expect(() => open().of({ kind: 'system' })).toThrow()
})

it('are put together from what is told bit by bit', () => {
  const limits = open()
  limits.told(ana, told(window))
  limits.told(ana, told({ ...window, name: 'seven_day', used: 0.2, state: 'open' }))
  limits.told(ana, { type: 'limits-told', windows: [], allClear: true })
  expect(limits.of(person(ana)).map(({ name, state, used }) => [name, state, used])).toEqual([
    ['five_hour', 'open', 0.91],
    ['seven_day', 'open', 0.2],
  ])
})

it('are not told of days after their reset', () => {
  open().told(ana, told(window))
  now = '2026-12-04T11:00:00.000Z'
  expect(open().of(person(ana))).toHaveLength(1)
  now = '2026-12-04T13:00:00.000Z'
  expect(open().of(person(ana))).toEqual([])
})

it.each(['', '{', '7', '[{"name":1},7]'])('what was damaged to %j is not told', (windows) => {
  database.db.insert(rows).values({ owner: ana, windows }).run()
  expect(open().of(person(ana))).toEqual([])
  open().told(ana, told(window))
  expect(open().of(person(ana))).toHaveLength(1)
})
