// The commits of a thread's branch, some at a time, and whether its base holds all of them by now. Asked again whenever its
// changes are.
import type { BranchState, CallResult, Calls, ProblemValue, ThreadId } from '@a-parallel/shared'
import { useInfiniteQuery, useQuery, type InfiniteData } from '@tanstack/react-query'
import { useEffect } from 'react'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { changesKey } from '../state/use-changes.ts'

/** So many are asked for at a time. */
const atATime = 200
/** A commit that an address names is looked for among so many. */
const mostLookedThrough = 2_000

type Page = CallResult<Calls['listCommits']>
export type Commit = Page['commits'][number]

export type Commits = {
  /** Newest first, as many as were asked for by now; undefined: not answered yet. */
  commits: readonly Commit[] | undefined
  problem: ProblemValue | undefined
  again: () => void
  /** What follows them. */
  older: {
    some: boolean
    problem: boolean
    /** One is near the last: asks for more, unless that failed. */
    near: () => void
    ask: () => void
  }
}

export function useCommits(threadId: ThreadId, enabled: boolean): Commits {
  const { data, error, refetch, ...next } = useInfiniteQuery({
    queryKey: [...changesKey(threadId), 'commits'],
    queryFn: ({ signal, pageParam: from }) =>
      callApi(
        'listCommits',
        { params: { id: threadId }, query: { limit: atATime, from } },
        { signal },
      ),
    initialPageParam: 0,
    getNextPageParam: ({ more }, pages) =>
      more ? pages.reduce((sum, { commits }) => sum + commits.length, 0) : undefined,
    select: distinct,
    enabled,
    staleTime: 0,
    retry: false,
  })
  const { hasNextPage, isFetching, isFetchNextPageError, fetchNextPage } = next
  const ask = () => void fetchNextPage()
  return {
    commits: data,
    problem: data === undefined && error ? problemOf(error) : undefined,
    again: () => void refetch(),
    older: {
      some: hasNextPage,
      problem: isFetchNextPageError,
      near: () => {
        if (hasNextPage && !isFetching && !isFetchNextPageError) ask()
      },
      ask,
    },
  }
}

/** One of them, and its neighbours; it is looked for among the older ones too. */
export function useCommit(
  threadId: ThreadId,
  oid: string,
): Partial<Record<'commit' | 'newer' | 'older', Commit | undefined>> {
  const { commits = [], older } = useCommits(threadId, true)
  const at = commits.findIndex((one) => one.oid === oid)
  const isNearEnd = at < 0 ? commits.length < mostLookedThrough : at === commits.length - 1
  useEffect(() => {
    if (isNearEnd) older.near()
  })
  if (at < 0) return {}
  return { commit: commits[at], newer: commits[at - 1], older: commits[at + 1] }
}

/** The branch may have moved between two answers: each commit is listed once. */
function distinct({ pages }: InfiniteData<Page>): Commit[] {
  const found = new Map<string, Commit>()
  for (const commit of pages.flatMap(({ commits }) => commits))
    if (!found.has(commit.oid)) found.set(commit.oid, commit)
  return [...found.values()]
}

/** The base that holds all of it, squashed or rebased; else null. Asked once for where both stand. */
export function useTakenOver(
  threadId: ThreadId,
  state: BranchState | undefined,
  enabled: boolean,
): string | null {
  const { data } = useQuery({
    queryKey: ['takenOver', threadId, state?.head, state?.base],
    queryFn: ({ signal }) => callApi('predictMerge', { params: { id: threadId } }, { signal }),
    enabled,
    staleTime: Infinity,
  })
  return enabled && data?.prediction.kind === 'nothing' ? data.base : null
}
