// How a thread's branch stands at its host. While it is looked at the server is asked every few seconds; how often the
// host is, the server decides.
import type { HostedBranch, ThreadId } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { callApi } from '../../api/call.ts'

const keyOf = (threadId: ThreadId) => ['pull-request', threadId]

/** Milliseconds. */
const lookedAt = 3_000
const inSight = 15_000

export function usePullRequest(threadId: ThreadId, looking: boolean) {
  return useQuery({
    queryKey: keyOf(threadId),
    queryFn: ({ signal }) =>
      callApi('readPullRequest', { params: { id: threadId }, query: {} }, { signal }),
    staleTime: lookedAt,
    refetchInterval: ({ state: { data } }) => {
      if (looking) return lookedAt
      return data?.pullRequest?.state === 'open' ? inSight : false
    },
  })
}

export function usePullRequestActs(threadId: ThreadId) {
  const queries = useQueryClient()
  const queryKey = keyOf(threadId)
  const askAgain = useCallback(
    () => void queries.invalidateQueries({ queryKey: keyOf(threadId) }),
    [queries, threadId],
  )
  return {
    /** Has the server asked, which may know it from before. */
    askAgain,
    /** What an act has brought. */
    put: (known: HostedBranch): void => void queries.setQueryData(queryKey, known),
    /** Has the host asked now. */
    refresh: (): Promise<HostedBranch> =>
      queries.fetchQuery({
        queryKey,
        queryFn: ({ signal }) =>
          callApi(
            'readPullRequest',
            { params: { id: threadId }, query: { fresh: 'true' } },
            { signal },
          ),
        staleTime: 0,
      }),
  }
}
