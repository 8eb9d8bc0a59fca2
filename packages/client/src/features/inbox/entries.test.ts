import type { ThreadId, ThreadSummary } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { entriesOf, rowsOf, stepFrom } from './entries.ts'

const thread = (id: string, kind: string | null, since = '1') =>
  ({ id, attention: kind && { kind, since } }) as unknown as ThreadSummary

it('holds who asks first, then results, then failures, the oldest of each first', () => {
  const all = [
    thread('f', 'failed'),
    thread('r', 'finished'),
    thread('none', null),
    thread('late', 'permission', '3'),
    thread('plan', 'plan', '2'),
  ]
  const rows = rowsOf(entriesOf(all))
  expect(rows.map((row) => (row.kind === 'heading' ? row.group : row.thread.id))).toEqual([
    'needs',
    'plan',
    'late',
    'results',
    'r',
    'failed',
    'f',
  ])
  expect(rowsOf([])).toEqual([])
  const held = rowsOf([thread('r', 'finished'), thread('none', null), thread('f', 'failed')])
  expect(held[0]).toEqual({ kind: 'heading', group: 'results', count: 1 })
  expect(held[2]).toMatchObject({ thread: { id: 'none' } })
})

it('steps through the entries, and takes what moved up when one has left', () => {
  const list = ['a', 'b', 'c'].map((id) => thread(id, 'finished'))
  const at = (id: string, place: number, wants = 'finished') => ({
    id: id as ThreadId,
    wants,
    at: place,
  })
  expect(stepFrom(list, undefined, 1)).toEqual(at('a', 0))
  expect(stepFrom(list, at('a', 0), 1)).toEqual(at('b', 1))
  expect(stepFrom(list, at('c', 2), 1)).toEqual(at('c', 2))
  expect(stepFrom(list, at('a', 0), -1)).toEqual(at('a', 0))
  expect(stepFrom(list, at('gone', 1), 0)).toEqual(at('b', 1))
  expect(stepFrom(list, at('c', 0, 'failed'), 0)).toEqual(at('a', 0))
  expect(stepFrom(list, at('gone', 9), 0)).toEqual(at('c', 2))
  expect(stepFrom([], at('gone', 9), 0)).toBeUndefined()
})
