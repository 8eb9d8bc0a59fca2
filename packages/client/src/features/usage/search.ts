// How usage is looked at, as it stands in the address.
import { groupings, measures, type Grouping, type Measure } from './sums/series.ts'
import { ranges, type Range } from './sums/range.ts'

/** As a picture, or in numbers. */
export const drawn = ['chart', 'table'] as const
export type Drawn = (typeof drawn)[number]

/** Where the address names none. */
export const usualRange: Range = '30d'

export interface UsageSearch {
  range?: Range
  by?: Grouping
  measure?: Measure
  as?: Drawn
}

export function usageSearch(search: Record<string, unknown>): UsageSearch {
  const range = ranges.find((one) => one === search['range'])
  const by = groupings.find((one) => one === search['by'])
  const as = drawn.find((one) => one === search['as'])
  const measure = measures.find((one) => one === search['measure'])
  return {
    ...(range && { range }),
    ...(by && { by }),
    ...(measure && { measure }),
    ...(as && { as }),
  }
}
