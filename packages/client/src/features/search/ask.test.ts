import { expect, it } from 'vitest'
import { everywhere, filters, queryOf, searchAsk } from './ask.ts'

const now = Date.parse('2026-11-27T10:20:30.000Z')
const day = (year: number, month: number, date: number) =>
  new Date(year, month - 1, date).toISOString()

it('takes of an address what is a choice of ours', () => {
  const own = { q: 'cart', status: 'waiting', author: 'tool', archived: 'no', file: 'src' }
  expect(searchAsk(own)).toEqual(own)
  const days = { span: 'days', from: '2026-11-01', until: '2026-11-27' }
  expect(searchAsk(days)).toEqual(days)
  expect(searchAsk({ status: 'busy', author: 1, span: 'week', archived: true, q: '' })).toEqual({})
})

it.each([
  ['2026-02-30', false],
  ['2026-13-01', false],
  ['0000-01-01', false],
  ['tomorrow', false],
  [20261101, false],
  ['2028-02-29', true],
  // As it stands while a year is being typed.
  ['0002-01-01', true],
])('of days takes those that there are: %s', (from, taken) =>
  expect(searchAsk({ span: 'days', from })).toEqual({ span: 'days', ...(taken && { from }) }),
)

it('holds days only where the span is of days', () => {
  expect(searchAsk({ span: '7d', from: '2026-11-01', until: '2026-11-27' })).toEqual({ span: '7d' })
})

it.each([
  [{ span: '7d' as const }, { since: '2026-11-20T10:00:00.000Z' }],
  [
    { span: 'days' as const, from: '2026-11-01', until: '2026-11-27' },
    { since: day(2026, 11, 1), until: day(2026, 11, 28) },
  ],
  // Whichever was put in first.
  [
    { span: 'days' as const, from: '2026-11-27', until: '2026-11-01' },
    { since: day(2026, 11, 1), until: day(2026, 11, 28) },
  ],
  [{ span: 'days' as const, until: '2026-12-31' }, { until: day(2027, 1, 1) }],
  [{ span: 'days' as const, from: '2026-12-31' }, { since: day(2026, 12, 31) }],
  [{ span: 'days' as const }, {}],
  [
    { status: 'failed' as const, archived: 'no' as const },
    { status: 'failed', archived: 'false' },
  ],
  [
    { q: 'a', project: 'p', file: ' x ' },
    { q: 'a', projectId: 'p', file: 'x' },
  ],
])('asks the server by %j', (ask, query) =>
  expect(queryOf(ask, now)).toEqual({ ...query, limit: '100' }),
)

it('looks everywhere for the same words', () => {
  const ask = searchAsk({ q: 'cart', status: 'failed', span: 'days' })
  expect(filters(ask)).toBe(2)
  expect(everywhere(ask)).toEqual({ q: 'cart' })
})
