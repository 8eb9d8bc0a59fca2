// Sessions that the agent's program holds for a project: listed, read page by page, and gone on with.
import type { CallResult, Calls, Item, ProjectId, SessionId, Turn } from '@a-parallel/shared'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { callApi } from '../call.ts'

const key = ['sessions']

/** The latest first; the last ones stay on screen until the new ones are there. Asked anew each time the page opens. */
export function useSessions(projectId: ProjectId, query: string) {
  return useInfiniteQuery({
    queryKey: [...key, projectId, query],
    queryFn: ({ signal, pageParam }) =>
      callApi(
        'listSessions',
        { params: { id: projectId }, query: { query, ...(pageParam && { after: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as SessionId | null, // Nothing lies before the first page.
    getNextPageParam: ({ next }) => next,
    placeholderData: (before) => before,
    staleTime: 0,
  })
}

type Page = CallResult<Calls['readSession']>

/** All of a session, which comes page by page: what is there can be read while the rest is on its way. */
export function useSession(projectId: ProjectId, sessionId: string) {
  const query = useInfiniteQuery({
    queryKey: ['session', projectId, sessionId],
    queryFn: ({ signal, pageParam }) =>
      callApi(
        'readSession',
        { params: { id: projectId, sessionId }, query: { from: String(pageParam) } },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: ({ items, total }, _pages, from) => {
      const next = from + items.length
      return items.length > 0 && next < total ? next : undefined
    },
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  const { data, hasNextPage, isFetching, isError, fetchNextPage } = query
  useEffect(() => {
    if (hasNextPage && !isFetching && !isError) void fetchNextPage()
  }, [hasNextPage, isFetching, isError, fetchNextPage])
  const pages = data?.pages
  return { ...query, whole: useMemo(() => pages && joined(pages), [pages]) }
}

function joined(pages: readonly Page[]) {
  const turns = new Map<string, Turn>()
  const items: Item[] = []
  for (const page of pages) {
    items.push(...page.items)
    for (const turn of page.turns) turns.set(turn.id, turn)
  }
  const last = pages.at(-1)
  return last && { ...last, items, turns: [...turns.values()] }
}

/** Resolves with the new thread; rejects with the refusal. */
export function useContinueSession(projectId: ProjectId) {
  const queries = useQueryClient()
  return async (
    sessionId: SessionId,
    body: { id: string; mode: 'worktree' | 'local'; again: boolean },
  ) => {
    const made = await callApi('continueSession', { params: { id: projectId, sessionId }, body })
    await queries.invalidateQueries({ queryKey: key })
    return made.id
  }
}
