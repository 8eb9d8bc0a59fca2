// What the agents used in a span of time, asked for anew each time it is looked at; the last answer stays meanwhile.
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'
import { spanOf, type Range } from './sums/range.ts'

/** @param now of the day that is shown, in milliseconds since 1970. */
export function useUsage(range: Range, now: number) {
  const span = spanOf(range, now)
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  return useQuery({
    queryKey: ['usage', span.from, span.to, timeZone],
    queryFn: ({ signal }) => callApi('readUsage', { query: { ...span, timeZone } }, { signal }),
    placeholderData: (before) => before,
    staleTime: 0,
  })
}
