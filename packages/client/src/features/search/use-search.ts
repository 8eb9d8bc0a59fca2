// What is found, asked for as it is typed, a page at a time; the last answer stays on screen until the next is there.
import type { CallResult, Calls, SearchHit } from '@a-parallel/shared'
import { useInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { callApi } from '../../api/call.ts'
import { asksNothing, queryOf, type SearchAsk } from './ask.ts'

/** As short as a pause between two keys. */
const pauseMs = 120
/** Until what was said just now can be found as well. */
const againMs = 1_500

export function useSearch(ask: SearchAsk) {
  const settled = useSettled(ask)
  return useInfiniteQuery({
    queryKey: ['search', settled],
    queryFn: ({ signal, pageParam: after }) => {
      const query = { ...queryOf(settled, Date.now()), ...(after !== null && { after }) }
      return callApi('search', { query }, { signal })
    },
    initialPageParam: null as string | null, // Nothing lies before the first page.
    getNextPageParam: ({ next }) => next,
    select: joined,
    enabled: !asksNothing(settled),
    placeholderData: (before) => (asksNothing(settled) ? undefined : before),
    staleTime: 0,
    // Who reads on is not interrupted: what is new stands in front of what they have read.
    refetchInterval: ({ state: { data } }) =>
      data?.pages.length === 1 && data.pages.some(({ behind }) => behind > 0) ? againMs : false,
  })
}

type Page = CallResult<Calls['search']>

export const hitKey = ({ threadId, itemId, author }: SearchHit): string =>
  `${threadId} ${itemId ?? 'title'} ${author}`

/** Each place once, where its words were changed the latest. */
function joined({ pages }: InfiniteData<Page>): { hits: SearchHit[]; behind: number } {
  const hits = new Map<string, SearchHit>()
  for (const hit of pages.flatMap((page) => page.hits))
    if (!hits.has(hitKey(hit))) hits.set(hitKey(hit), hit)
  return { hits: [...hits.values()], behind: pages[0]?.behind ?? 0 }
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
