// The commits of a thread's branch, and whether its base holds all of them by now. Asked again whenever its changes are.
import type { CallResult, Calls, ThreadId } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../../api/call.ts'
import { changesKey } from '../state/use-changes.ts'

/** So many are listed. */
export const mostCommits = 500

export type Commit = CallResult<Calls['listCommits']>['commits'][number]

export function useCommits(threadId: ThreadId, enabled: boolean) {
  return useQuery({
    queryKey: [...changesKey(threadId), 'commits'],
    queryFn: ({ signal }) =>
      callApi(
        'listCommits',
        { params: { id: threadId }, query: { limit: mostCommits } },
        { signal },
      ),
    enabled,
    staleTime: 0,
    retry: false,
  })
}

/** The base that holds all of it, squashed or rebased; else null. */
export function useTakenOver(threadId: ThreadId, enabled: boolean): string | null {
  const { data } = useQuery({
    queryKey: [...changesKey(threadId), 'merge'],
    queryFn: ({ signal }) => callApi('predictMerge', { params: { id: threadId } }, { signal }),
    enabled,
    staleTime: 0,
  })
  return enabled && data?.prediction.kind === 'nothing' ? data.base : null
}
