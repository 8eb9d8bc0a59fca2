// The days of a report as columns of a chart: each a stack of at most six series and the rest. Pure.
import type { Tokens, UsageReport } from '@a-parallel/shared'

export const measures = ['cost', 'tokens'] as const
export type Measure = (typeof measures)[number]

export const groupings = ['project', 'model', 'thread'] as const
export type Grouping = (typeof groupings)[number]

/** The series that holds what has none of its own. */
export const others = Symbol('others')
export type SeriesKey = string | typeof others

export interface Series {
  key: SeriesKey
  total: number
  /** One value a column. */
  values: number[]
}

export interface Stacks {
  /** The first day of each column. */
  columns: string[]
  /** The largest first, the rest last. */
  series: Series[]
  total: number
}

const mostSeries = 6

export interface StackAsk {
  /** Every day of the span, the oldest first. */
  days: readonly string[]
  /** How many of them one column holds; the last column is always full. */
  perColumn: number
  by: Grouping
  measure: Measure
}

type Report = Pick<UsageReport, 'days' | 'largest' | 'threads' | 'moreThreads'>

export function stacksOf(report: Report, ask: StackAsk): Stacks {
  const { days, by, measure } = ask
  const columns = columnsOf(ask)
  const names = columns.map((first) => days[first] ?? '')
  const sums = (uses: readonly Keyed[]) => seriesOf(uses, { days, columns, measure })
  const all = sums(report.days.map((use) => ({ key: keyOf(use, by), use })))
  const total = all.reduce((sum, one) => sum + one.total, 0)
  if (by !== 'thread') return { columns: names, series: fold(all), total }
  const threads = report.largest.flatMap(({ threadId: key, days: uses }) =>
    uses.map((use) => ({ key, use })),
  )
  const count = report.threads.length + report.moreThreads
  return { columns: names, series: foldThreads(sums(threads), all, count), total }
}

/** Where each column begins among the days. */
function columnsOf({ days, perColumn }: StackAsk): number[] {
  const count = Math.ceil(days.length / perColumn)
  const short = count * perColumn - days.length
  return Array.from({ length: count }, (_, at) => Math.max(0, at * perColumn - short))
}

type Keyed = { key: string; use: Tokens & { day: string } }
type Columns = { days: readonly string[]; columns: readonly number[]; measure: Measure }

/** The largest first. */
function seriesOf(uses: readonly Keyed[], { days, columns, measure }: Columns): Series[] {
  const columnOf = new Map<string, number>()
  columns.forEach((first, at) => {
    for (const day of days.slice(first, columns[at + 1])) columnOf.set(day, at)
  })
  const all = new Map<string, Series>()
  for (const { key, use } of uses) {
    const column = columnOf.get(use.day)
    if (column === undefined) continue
    const series = all.get(key) ?? { key, total: 0, values: columns.map(() => 0) }
    const value = measured(use, measure)
    series.total += value
    series.values[column] = (series.values[column] ?? 0) + value
    all.set(key, series)
  }
  return [...all.values()].toSorted((a, b) => b.total - a.total)
}

const keyOf = (use: UsageReport['days'][number], by: Grouping): string =>
  by === 'model' ? use.model : use.projectId

/** A seventh series is no rest: a rest has at least two. */
function fold(sorted: Series[]): Series[] {
  if (sorted.length <= mostSeries + 1) return sorted
  const rest = sumOf(sorted.slice(mostSeries))
  return [...sorted.slice(0, mostSeries), { key: others, ...rest }]
}

/** Of threads only the largest are told: the others are what is left of all. */
function foldThreads(threads: Series[], all: Series[], count: number): Series[] {
  if (count <= mostSeries + 1) return threads
  const shown = threads.slice(0, mostSeries)
  const [whole, told] = [sumOf(all), sumOf(shown)]
  const values = whole.values.map((value, at) => leftOf(value, told.values[at] ?? 0))
  return [...shown, { key: others, total: leftOf(whole.total, told.total), values }]
}

function sumOf(series: readonly Series[]): Omit<Series, 'key'> {
  const values = (series[0]?.values ?? []).map((_, at) =>
    series.reduce((sum, one) => sum + (one.values[at] ?? 0), 0),
  )
  return { total: series.reduce((sum, one) => sum + one.total, 0), values }
}

/** Nothing, where it is no more than the error of a sum. */
function leftOf(whole: number, told: number): number {
  const left = whole - told
  return left > 1e-9 * whole ? left : 0
}

export function measured(use: Tokens, measure: Measure): number {
  return measure === 'cost' ? use.costUsd : tokensOf(use)
}

export function tokensOf(use: Tokens): number {
  return use.inputTokens + use.outputTokens + use.cacheReadTokens + use.cacheWriteTokens
}

export function totalOf(uses: readonly Tokens[]): Tokens {
  const total = {
    inputTokens: 0,
    outputTokens: 0,
    cacheReadTokens: 0,
    cacheWriteTokens: 0,
    costUsd: 0,
  }
  for (const use of uses) {
    total.inputTokens += use.inputTokens
    total.outputTokens += use.outputTokens
    total.cacheReadTokens += use.cacheReadTokens
    total.cacheWriteTokens += use.cacheWriteTokens
    total.costUsd += use.costUsd
  }
  return total
}

/** The part of what the model was given that it had read before; null where it was given nothing. */
export function cacheShare({
  inputTokens,
  cacheReadTokens,
  cacheWriteTokens,
}: Tokens): number | null {
  const given = inputTokens + cacheReadTokens + cacheWriteTokens
  return given === 0 ? null : cacheReadTokens / given
}
