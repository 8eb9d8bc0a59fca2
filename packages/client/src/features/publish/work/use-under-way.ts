// What the server is doing with a thread's branch, also where it was begun from another page, or before this one was loaded.
import type { CallResult, Calls, ThreadId } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useLayoutEffect, useRef } from 'react'
import { callApi } from '../../../api/call.ts'
import type { Doing, Work } from './use-work.ts'

const everyMs = 300

export interface UnderWay {
  doing: Doing | null
  push: CallResult<Calls['readBranchPush']>['progress']
  commit: CallResult<Calls['readCommitting']>['running']
}

/** @param refresh shows what became of what others had begun. */
export function useUnderWay(
  threadId: ThreadId,
  { doing: own }: Work,
  refresh: () => Promise<void>,
): UnderWay {
  const params = { id: threadId }
  const { data: push } = useQuery({
    queryKey: ['push', threadId],
    queryFn: ({ signal }) => callApi('readBranchPush', { params }, { signal }),
    refetchInterval: ({ state: { data } }) => (own === 'push' || data?.progress ? everyMs : false),
    staleTime: 0,
    gcTime: 0,
  })
  const { data: commit } = useQuery({
    queryKey: ['committing', threadId],
    queryFn: ({ signal }) => callApi('readCommitting', { params }, { signal }),
    refetchInterval: ({ state: { data } }) => (own === 'commit' || data?.running ? everyMs : false),
    staleTime: 0,
    gcTime: 0,
  })
  const [progress, running] = [push?.progress ?? null, commit?.running ?? null]
  const others: Doing | null = progress ? 'push' : running ? 'commit' : null
  useEnd(threadId, own)
  const was = useRef(others)
  useEffect(() => {
    const hasEnded = was.current !== null && others === null && own === null
    was.current = others
    if (hasEnded) void refresh()
  }, [others, own, refresh])
  return { doing: own ?? others, push: progress, commit: running }
}

/** What this page did itself has ended, whatever was heard of it last. */
function useEnd(threadId: ThreadId, own: Doing | null): void {
  const queries = useQueryClient()
  const was = useRef(own)
  useLayoutEffect(() => {
    if (own === null && was.current === 'push')
      queries.setQueryData(['push', threadId], { progress: null })
    if (own === null && was.current === 'commit')
      queries.setQueryData(['committing', threadId], { running: null })
    was.current = own
  }, [queries, threadId, own])
}
