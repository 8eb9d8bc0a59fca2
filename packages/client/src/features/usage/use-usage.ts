// What the agents used in a span of time, asked for anew each time it is looked at; the last answer stays meanwhile.
import { queryOptions, useQuery } from '@tanstack/react-query'
import { queries } from '../../api/answers.ts'
import { callApi } from '../../api/call.ts'
import { usualRange, type UsageSearch } from './search.ts'
import { spanOf, type Range } from './sums/range.ts'

/** From the way to the page until it is there: it does not ask again. */
const onTheWayMs = 5_000

/** @param now of the day that is shown, in milliseconds since 1970. */
function usageOf(range: Range, now: number) {
  const span = spanOf(range, now)
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return queryOptions({
    queryKey: ['usage', span.from, span.to, timeZone],
    queryFn: ({ signal }) => callApi('readUsage', { query: { ...span, timeZone } }, { signal }),
    staleTime: onTheWayMs,
  })
}

/** For who goes to the page: it is asked for beside the page's script. What fails is asked for again by the page. */
export function beginUsage({ range = usualRange }: UsageSearch): void {
  void queries.prefetchQuery(usageOf(range, Date.now()))
}

export function useUsage(range: Range, now: number) {
  return useQuery({ ...usageOf(range, now), placeholderData: (before) => before })
}
