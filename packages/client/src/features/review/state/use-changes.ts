// What changed in a thread's checkout: as it is, and as it is shown. What a reader has before their eyes stays until they
// ask for what is new, or do something themselves.
import type { BranchState, ChangedFile, ProblemValue, ThreadId } from '@a-parallel/shared'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { scopeText, type Between } from '../model/scope.ts'
import { drifted, kept, leftOf } from '../model/shown.ts'

export const changesKey = (threadId: ThreadId) => ['changes', threadId]

type Answer = { state: BranchState; files: ChangedFile[]; total: number }

/** So long, in ms, an answer is taken as it is by who begins to show it: it may have been asked for just before. */
const sameMs = 2_000

export const changesQuery = (threadId: ThreadId, between: Between) =>
  queryOptions({
    queryKey: [...changesKey(threadId), scopeText(between)],
    queryFn: ({ signal }): Promise<Answer> =>
      callApi('readChanges', { params: { id: threadId }, query: between }, { signal }),
    staleTime: sameMs,
  })

export function useChangesQuery(threadId: ThreadId, between: Between, enabled = true) {
  return useQuery({ ...changesQuery(threadId, between), enabled })
}

export type Changes = {
  files: readonly ChangedFile[]
  total: number
  state: BranchState | undefined
  /** How many files are other than what is shown. */
  behind: number
  loading: boolean
  problem: ProblemValue | undefined
  /** Shows what is. */
  refresh: () => Promise<void>
  /**
   * Takes over what became of files that the person acted on: `left` of them, which is shown at once, the rest of the
   * list following; or what the server says of all. Resolves when it is known.
   */
  acted: (paths: readonly string[], left?: readonly ChangedFile[]) => Promise<void>
}

/** `fresh`: it was asked for since the scope was turned to; before, it is what was known of it from an earlier time. */
type Shown = { scope: string; files: readonly ChangedFile[]; fresh: boolean }
const none: readonly ChangedFile[] = []

export function useChanges(threadId: ThreadId, between: Between): Changes {
  const scope = scopeText(between)
  const { data, isFetching, error } = useChangesQuery(threadId, between)
  const [shown, setShown] = useState<Shown>()
  const current = shown?.scope === scope ? shown.files : undefined
  // Nothing stands there that could be pulled away.
  const free = !current?.length || shown?.fresh === false
  if (data && free && (current !== data.files || shown?.fresh === isFetching))
    setShown({ scope, files: data.files, fresh: !isFetching })
  const { refresh, acted } = useTaking(threadId, scope, setShown)
  const behind = useMemo(
    () => (current && data ? drifted(current, data.files).length : 0),
    [current, data],
  )
  return {
    files: current ?? none,
    total: data?.total ?? 0,
    state: data?.state,
    behind,
    loading: data === undefined && isFetching,
    problem: data === undefined && error ? problemOf(error) : undefined,
    refresh,
    acted,
  }
}

type SetShown = (change: (before: Shown | undefined) => Shown | undefined) => void

function useTaking(threadId: ThreadId, scope: string, setShown: SetShown) {
  const queries = useQueryClient()
  const latest = useCallback(async () => {
    const own = [...changesKey(threadId), scope]
    await queries.refetchQueries({ queryKey: own, exact: true })
    void queries.invalidateQueries({
      queryKey: changesKey(threadId),
      predicate: ({ queryKey }) => queryKey.length > own.length || queryKey[2] !== scope,
    })
    return queries.getQueryData<Answer>(own)
  }, [queries, threadId, scope])
  const refresh = useCallback(async () => {
    const answer = await latest()
    if (answer) setShown(() => ({ scope, files: answer.files, fresh: true }))
  }, [latest, scope, setShown])
  /** As it was answered, with these files as they are by now. */
  const told = useCallback(
    async (paths: readonly string[], left: readonly ChangedFile[]) => {
      const own = [...changesKey(threadId), scope]
      // What is on its way may have been read before.
      await queries.cancelQueries({ queryKey: own, exact: true })
      const answer = queries.setQueryData<Answer>(own, (before) => {
        if (!before) return undefined
        const files = leftOf(before.files, paths, left)
        return { ...before, files, total: before.total - before.files.length + files.length }
      })
      void queries.invalidateQueries({ queryKey: changesKey(threadId) })
      return answer
    },
    [queries, threadId, scope],
  )
  const acted = useCallback(
    async (paths: readonly string[], left?: readonly ChangedFile[]) => {
      const answer = left ? await told(paths, left) : await latest()
      if (!answer) return
      setShown((before) =>
        before?.scope === scope
          ? { scope, fresh: true, files: kept(before.files, answer.files, new Set(paths)) }
          : before,
      )
    },
    [latest, told, scope, setShown],
  )
  return { refresh, acted }
}
