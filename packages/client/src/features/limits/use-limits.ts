// How far the subscription's windows are used up: as it was told last, and asked anew of an agent that lives.
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callApi } from '../../api/call.ts'

const limits = queryOptions({
  queryKey: ['limits'],
  queryFn: ({ signal }) => callApi('readLimits', { query: {} }, { signal }),
  staleTime: 20_000,
  refetchInterval: 60_000,
})

export const useLimits = () => useQuery(limits)

/** Has an agent asked while the screen is there; what was told last stays until it has answered. */
export function useFreshLimits(): void {
  const queries = useQueryClient()
  useEffect(() => {
    const leave = new AbortController()
    callApi('readLimits', { query: { fresh: 'true' } }, leave).then(
      (said) => queries.setQueryData(limits.queryKey, said),
      () => undefined, // What was told last is on the page, with its time.
    )
    return () => leave.abort()
  }, [queries])
}
