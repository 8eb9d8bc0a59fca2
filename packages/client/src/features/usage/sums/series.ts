// The days of a report as columns of a chart: each a stack of at most six series and the rest. Pure.
import type { DayUse, Tokens } from '@a-parallel/shared'

export const measures = ['cost', 'tokens'] as const
export type Measure = (typeof measures)[number]

export const groupings = ['project', 'model'] as const
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

export function stacksOf(uses: readonly DayUse[], ask: StackAsk): Stacks {
  const { days, perColumn, by, measure } = ask
  const count = Math.ceil(days.length / perColumn)
  const short = count * perColumn - days.length
  const columnOf = new Map(days.map((day, at) => [day, Math.floor((at + short) / perColumn)]))
  const columns = Array.from(
    { length: count },
    (_, at) => days[Math.max(0, at * perColumn - short)] ?? '',
  )
  const all = new Map<string, Series>()
  for (const use of uses) {
    const column = columnOf.get(use.day)
    if (column === undefined) continue
    const key = by === 'project' ? use.projectId : use.model
    const series = all.get(key) ?? { key, total: 0, values: columns.map(() => 0) }
    const value = measured(use, measure)
    series.total += value
    series.values[column] = (series.values[column] ?? 0) + value
    all.set(key, series)
  }
  const sorted = [...all.values()].toSorted((a, b) => b.total - a.total)
  const total = sorted.reduce((sum, one) => sum + one.total, 0)
  return { columns, series: fold(sorted, columns.length), total }
}

/** A seventh series is no rest: a rest has at least two. */
function fold(sorted: Series[], columns: number): Series[] {
  if (sorted.length <= mostSeries + 1) return sorted
  const rest = sorted.slice(mostSeries)
  const values = Array.from({ length: columns }, (_, at) =>
    rest.reduce((sum, one) => sum + (one.values[at] ?? 0), 0),
  )
  const total = rest.reduce((sum, one) => sum + one.total, 0)
  return [...sorted.slice(0, mostSeries), { key: others, total, values }]
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
