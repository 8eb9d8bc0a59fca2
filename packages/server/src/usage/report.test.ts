import type { TurnUse } from '../store/port.ts'
import { expect, it } from 'vitest'
import { daysIn } from './days.ts'
import { reportOf } from './report.ts'

const tokens = (inputTokens: number, costUsd: number) => ({
  inputTokens,
  outputTokens: 2 * inputTokens,
  cacheReadTokens: 0,
  cacheWriteTokens: 0,
  costUsd,
})
const use = (at: string, threadId: string, usage: Partial<TurnUse['usage']> = {}): TurnUse => ({
  threadId: threadId as TurnUse['threadId'], // A test's id may stand for anything.
  projectId: 'shop' as TurnUse['projectId'], // Likewise.
  at,
  usage: { ...tokens(10, 1), durationMs: 5, ...usage },
})
const day = (at: string) => at.slice(0, 10)

it('adds up days, projects and models, and threads with the dearest first', () => {
  const haiku = { model: 'haiku', ...tokens(10, 1) }
  const both = { ...tokens(30, 3), models: [haiku, { model: 'opus', ...tokens(20, 2) }] }
  const report = reportOf(
    [
      use('2026-01-01T10:00:00.000Z', 'one', { models: [haiku] }),
      use('2026-01-01T11:00:00.000Z', 'two', both),
      use('2026-01-02T09:00:00.000Z', 'two', both),
    ],
    day,
    100,
  )
  expect(
    report.days.map(({ day, model, costUsd, inputTokens }) => [day, model, costUsd, inputTokens]),
  ).toEqual([
    ['2026-01-01', 'haiku', 2, 20],
    ['2026-01-01', 'opus', 2, 20],
    ['2026-01-02', 'haiku', 1, 10],
    ['2026-01-02', 'opus', 2, 20],
  ])
  expect(report.threads).toMatchObject([
    { threadId: 'two', turns: 2, costUsd: 6, lastAt: '2026-01-02T09:00:00.000Z' },
    { threadId: 'one', turns: 1, costUsd: 1 },
  ])
  expect([report.turns, report.moreThreads]).toEqual([3, 0])
})

it('keeps what no model was told for', () => {
  const models = [{ model: 'haiku', ...tokens(4, 0.25) }]
  const { days } = reportOf(
    [use('2026-01-01T10:00:00.000Z', 'one', { models }), use('2026-01-01T10:00:00.000Z', 'two')],
    day,
    100,
  )
  expect(days.map(({ model, costUsd, inputTokens }) => [model, costUsd, inputTokens])).toEqual([
    ['haiku', 0.25, 4],
    ['', 1.75, 16],
  ])
})

it('names a hundred threads, and how many more there are', () => {
  const many = Array.from({ length: 130 }, (_, n) => use('2026-01-01T10:00:00.000Z', `${n}`))
  const report = reportOf(many, day, 100)
  expect([report.threads.length, report.moreThreads, report.turns]).toEqual([100, 30, 130])
})

it('names all of them where that is asked for', () => {
  const many = Array.from({ length: 130 }, (_, n) => use('2026-01-01T10:00:00.000Z', `${n}`))
  const report = reportOf(many, day, Infinity)
  expect([report.threads.length, report.moreThreads]).toEqual([130, 0])
})

it('tells day by day of the threads that cost most and of those that used most tokens', () => {
  const many = Array.from({ length: 30 }, (_, n) => [
    use('2026-01-01T10:00:00.000Z', `${n}`, { costUsd: n, inputTokens: 30 - n }),
    use('2026-01-01T11:00:00.000Z', `${n}`, { costUsd: 0, inputTokens: 0 }),
    use('2026-01-02T11:00:00.000Z', `${n}`, { costUsd: 1, inputTokens: 1 }),
  ]).flat()
  const { largest } = reportOf(many, day, 100)
  const ids = [29, 28, 27, 26, 25, 24, 23, 0, 1, 2, 3, 4, 5, 6].map(String)
  expect(largest.map(({ threadId }) => threadId)).toEqual(ids)
  expect(
    largest[0]?.days.map(({ day, costUsd, inputTokens, outputTokens }) => [
      day,
      costUsd,
      inputTokens,
      outputTokens,
    ]),
  ).toEqual([
    ['2026-01-01', 29, 1, 40],
    ['2026-01-02', 1, 1, 20],
  ])
})

it.each([
  ['UTC', '2026-03-29T23:59:59.999Z', '2026-03-29'],
  ['Europe/Madrid', '2026-03-29T22:00:00.000Z', '2026-03-30'],
  ['Europe/Madrid', '2026-01-15T22:59:00.000Z', '2026-01-15'],
  ['America/New_York', '2026-11-01T03:59:00.000Z', '2026-10-31'],
  ['Asia/Kathmandu', '2026-01-01T18:14:59.000Z', '2026-01-01'],
  ['Asia/Kathmandu', '2026-01-01T18:15:00.000Z', '2026-01-02'],
])('in %s %s is on %s', (zone, at, expected) => {
  expect(daysIn(zone)(at)).toBe(expected)
})
