import type { DayUse, ThreadId, UsageReport } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { csvOf } from './csv.ts'
import { projectNames } from './project-names.ts'
import { daysIn, noonOf, spanOf } from './range.ts'
import { cacheShare, others, stacksOf, totalOf } from './series.ts'
import { ticksTo } from './ticks.ts'

const now = new Date(2026, 2, 2, 15, 30).getTime()
const thread = (id: string, days: DayUse[]): UsageReport['largest'][number] => ({
  threadId: id as ThreadId, // A test's id may stand for anything.
  title: null,
  days,
})
const report = (days: DayUse[], more: Partial<UsageReport> = {}): UsageReport => ({
  days,
  largest: [],
  threads: [],
  moreThreads: 0,
  turns: days.length,
  removed: [],
  ...more,
})
const use = (day: string, projectId: string, costUsd: number, model = 'opus'): DayUse => ({
  day,
  projectId: projectId as DayUse['projectId'], // A test's id may stand for anything.
  model,
  inputTokens: 10,
  outputTokens: 5,
  cacheReadTokens: 30,
  cacheWriteTokens: 0,
  costUsd,
})

it('tells projects of one name apart by their paths', () => {
  const project = (id: string, name: string, path: string) => ({
    id: id as DayUse['projectId'], // A test's id may stand for anything.
    name,
    path,
  })
  const all = [
    project('1', 'shop', '/home/me/a/shop'),
    project('2', 'lamps', '/home/me/a/lamps'),
    project('3', 'shop', '/home/me/b/shop'),
    project('4', 'same', '/one'),
    project('5', 'same', '/one'),
  ]
  expect([...projectNames(all).values()]).toEqual([
    'shop (…/a/shop)',
    'lamps',
    'shop (…/b/shop)',
    'same (/one)',
    'same (/one)',
  ])
})

it('goes from the beginning of a day to the end of today', () => {
  expect(daysIn('7d', now)).toEqual([
    '2026-02-24',
    '2026-02-25',
    '2026-02-26',
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ])
  const { from, to } = spanOf('7d', now)
  expect([new Date(from).getTime(), new Date(to).getTime()]).toEqual([
    new Date(2026, 1, 24).getTime(),
    new Date(2026, 2, 3).getTime(),
  ])
  expect(daysIn('52w', now)).toHaveLength(364)
  expect(new Date(noonOf('2026-03-02')).getDate()).toBe(2)
})

it('stacks each day by project, the largest first', () => {
  const uses = [use('2026-03-01', 'a', 1), use('2026-03-02', 'b', 5), use('2026-03-02', 'a', 2)]
  const days = daysIn('7d', now)
  const stacks = stacksOf(report([...uses, use('2020-01-01', 'a', 99)]), {
    days,
    perColumn: 1,
    by: 'project',
    measure: 'cost',
  })
  expect(stacks.columns).toEqual(days)
  expect(stacks.series).toEqual([
    { key: 'b', total: 5, values: [0, 0, 0, 0, 0, 0, 5] },
    { key: 'a', total: 3, values: [0, 0, 0, 0, 0, 1, 2] },
  ])
  expect(stacks.total).toBe(8)
})

it('puts several days into one column, of which the last is full', () => {
  const ask = { days: daysIn('30d', now), perColumn: 7, by: 'model', measure: 'tokens' } as const
  const { columns, series } = stacksOf(
    report([use('2026-03-02', 'a', 1), use('2026-02-23', 'a', 1)]),
    ask,
  )
  expect(columns).toEqual(['2026-02-01', '2026-02-03', '2026-02-10', '2026-02-17', '2026-02-24'])
  expect(series).toEqual([{ key: 'opus', total: 90, values: [0, 0, 0, 45, 45] }])
})

it('has six series and the rest, but no rest of one', () => {
  const ask = { days: ['2026-03-02'], perColumn: 1, by: 'project', measure: 'cost' } as const
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => use('2026-03-02', `p${at}`, 100 - at))
  expect(stacksOf(report(many(7)), ask).series.map(({ key }) => key)).not.toContain(others)
  const { series } = stacksOf(report(many(9)), ask)
  expect(series).toHaveLength(7)
  expect(series.at(-1)).toEqual({ key: others, total: 94 + 93 + 92, values: [94 + 93 + 92] })
})

it('stacks the largest threads, and what all others used as what is left of all', () => {
  const ask = {
    days: ['2026-03-01', '2026-03-02'],
    perColumn: 1,
    by: 'thread',
    measure: 'cost',
  } as const
  const all = [use('2026-03-01', 'a', 10.1), use('2026-03-02', 'a', 60.3)]
  const largest = Array.from({ length: 8 }, (_, at) =>
    thread(`t${at}`, [use('2026-03-01', 'a', 0.1 * at), use('2026-03-02', 'a', 10)]),
  )
  const { series, total } = stacksOf(report(all, { largest, moreThreads: 8 }), ask)
  expect(series.map(({ key }) => key)).toEqual(['t7', 't6', 't5', 't4', 't3', 't2', others])
  expect(series.at(-1)?.values[0]).toBeCloseTo(10.1 - 0.1 * (7 + 6 + 5 + 4 + 3 + 2))
  expect(series.at(-1)?.values[1]).toBeCloseTo(0.3)
  expect(series.reduce((sum, one) => sum + one.total, 0)).toBeCloseTo(total)
  const seven = stacksOf(report(all, { largest: largest.slice(0, 7), moreThreads: 7 }), ask)
  expect(seven.series).toHaveLength(7)
  expect(seven.series.map(({ key }) => key)).not.toContain(others)
  const nothing = stacksOf(
    report([use('2026-03-02', 'a', 3 * 0.1 * 2)], {
      largest: Array.from({ length: 6 }, (_, at) =>
        thread(`t${at}`, [use('2026-03-02', 'a', 0.1)]),
      ),
      moreThreads: 8,
    }),
    ask,
  )
  expect(nothing.series.at(-1)).toEqual({ key: others, total: 0, values: [0, 0] })
})

it('sums up, and tells the share that came from the cache', () => {
  const total = totalOf([use('2026-03-01', 'a', 1), use('2026-03-02', 'a', 2)])
  expect(total).toMatchObject({ inputTokens: 20, costUsd: 3 })
  expect(cacheShare(total)).toBe(0.75)
  expect(cacheShare(totalOf([]))).toBeNull()
})

it.each([
  [0, [0, 1]],
  [1, [0, 0.25, 0.5, 0.75, 1]],
  [7.3, [0, 2, 4, 6, 8]],
  [0.03, [0, 0.01, 0.02, 0.03]],
  [1234, [0, 500, 1000, 1500]],
])('has round lines up to %s', (most, lines) => {
  expect(ticksTo(most)).toEqual(lines)
})

it('writes cells that a spreadsheet reads as they are', () => {
  const rows = [
    ['Thread', 'US$'],
    ['say "hi", then\ngo', 1.5],
    ['=HYPERLINK("x")', -1],
    ['@ada', 0],
  ]
  expect(csvOf(rows)).toBe(
    'Thread,US$\r\n"say ""hi"", then\ngo",1.5\r\n"\'=HYPERLINK(""x"")",-1\r\n\'@ada,0\r\n',
  )
})
