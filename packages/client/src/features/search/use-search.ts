// What is found, asked for as it is typed; the last answer stays on screen until the next is there.
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { callApi } from '../../api/call.ts'
import { asksNothing, queryOf, type SearchAsk } from './ask.ts'

/** As short as a pause between two keys. */
const pauseMs = 120
/** Until what was said just now can be found as well. */
const againMs = 1_500

export function useSearch(ask: SearchAsk) {
  const settled = useSettled(ask)
  return useQuery({
    queryKey: ['search', settled],
    queryFn: ({ signal }) => callApi('search', { query: queryOf(settled, Date.now()) }, { signal }),
    enabled: !asksNothing(settled),
    placeholderData: (before) => (asksNothing(settled) ? undefined : before),
    staleTime: 0,
    refetchInterval: ({ state }) => ((state.data?.behind ?? 0) > 0 ? againMs : false),
  })
}

/** The last ask that stayed for a moment. */
function useSettled(ask: SearchAsk): SearchAsk {
  const [settled, setSettled] = useState(ask)
  const key = JSON.stringify(ask)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(key) as SearchAsk), pauseMs) // As it was put in.
    return () => clearTimeout(timer)
  }, [key])
  return settled
}
