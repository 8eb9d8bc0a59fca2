// What changed in a thread's checkout: as it is, and as it is shown. What a reader has before their eyes stays until they
// ask for what is new, or do something themselves.
import type { BranchState, ChangedFile, ProblemValue, ThreadId } from '@a-parallel/shared'
import { hashKey, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { listAfter, type Staging } from '../model/acted.ts'
import { scopeText, type Between } from '../model/scope.ts'
import { isSame, seenAfterAct, seenIn, seenOf, type Seen } from '../model/seen.ts'
import { driftedWithin, kept, leftOf, reachOf } from '../model/shown.ts'

export const changesKey = (threadId: ThreadId) => ['changes', threadId]

type Answer = { state: BranchState; files: ChangedFile[]; total: number }

/** So long, in ms, an answer is taken as it is by who begins to show it: it may have been asked for just before. */
const sameMs = 2_000

/** So many files are listed at first, and so many more at each wish. */
export const fewFiles = 10_000

export const changesQuery = (threadId: ThreadId, between: Between, most = fewFiles) =>
  queryOptions({
    queryKey: keyOf(threadId, scopeText(between), most),
    queryFn: ({ signal }): Promise<Answer> => {
      const query = most === fewFiles ? between : { ...between, most }
      return callApi('readChanges', { params: { id: threadId }, query }, { signal })
    },
    staleTime: sameMs,
  })

const keyOf = (threadId: ThreadId, scope: string, most: number) => [
  ...changesKey(threadId),
  scope,
  ...(most === fewFiles ? [] : [most]),
]

export function useChangesQuery(threadId: ThreadId, between: Between, enabled = true) {
  return useQuery({ ...changesQuery(threadId, between), enabled })
}

export type Changes = {
  files: readonly ChangedFile[]
  /** Of them, and of those behind them that were not listed. */
  total: number
  state: BranchState | undefined
  /** What the reader saw of what a commit would hold; undefined while nothing is shown. */
  seen: Seen | undefined
  /** Lists so many more as are listed at first. Rejects as `callApi` does. */
  more: () => Promise<void>
  /** How many files are other than what is shown. */
  behind: number
  loading: boolean
  problem: ProblemValue | undefined
  /** Shows what is. */
  refresh: () => Promise<void>
  /**
   * Takes over what became of files that the person acted on: what was `told` of them, which is shown at once, the rest of
   * the list following; or what the server says of all. Resolves when it is known.
   */
  acted: (paths: readonly string[], told?: Acted) => Promise<void>
}

/** What is left of files, and what was done to them; null: nothing of it is on the other side now. */
export type Acted = { left: readonly ChangedFile[]; act: Staging | null }

/**
 * `fresh`: it was asked for since the scope was turned to; before, it is what was known of it from an earlier time. `acted`:
 * the person did something to files, and the answer that tells what became of it is on its way.
 */
type Shown = {
  scope: string
  files: readonly ChangedFile[]
  /** The path as far as which they were listed; null: all of them were. */
  reach: string | null
  /** How many there were behind it. */
  beyond: number
  fresh: boolean
  seen: Seen
  acted: boolean
}
const none: readonly ChangedFile[] = []

export function useChanges(threadId: ThreadId, between: Between): Changes {
  const scope = scopeText(between)
  const [wanted, setWanted] = useState({ scope, most: fewFiles })
  const most = wanted.scope === scope ? wanted.most : fewFiles
  const { data, isFetching, error } = useQuery(changesQuery(threadId, between, most))
  const [shown, setShown] = useState<Shown>()
  const before = shown?.scope === scope ? shown : undefined
  const current = before?.files
  const next = data && following(before, data, { between, isFetching })
  if (next && next !== before) setShown(next)
  const { refresh, acted } = useTaking({ threadId, scope, most }, setShown)
  const queries = useQueryClient()
  const more = async () => {
    const asked = most + fewFiles
    const answer = await queries.fetchQuery(changesQuery(threadId, between, asked))
    setWanted({ scope, most: asked })
    setShown(() => shownOf(scope, answer))
  }
  const behind = useMemo(
    () => (before && data ? driftedWithin(before, data).length : 0),
    [before, data],
  )
  return {
    files: current ?? none,
    total: before ? before.files.length + before.beyond : 0,
    state: data?.state,
    seen: before?.seen,
    behind,
    loading: data === undefined && isFetching,
    problem: data === undefined && error ? problemOf(error) : undefined,
    refresh,
    more,
    acted,
  }
}

/** All that was answered, as it was asked for. */
const shownOf = (scope: string, answer: Answer): Shown => ({
  scope,
  files: answer.files,
  reach: reachOf(answer),
  beyond: answer.total - answer.files.length,
  fresh: true,
  seen: seenIn(answer.state),
  acted: false,
})

type Now = { between: Between; isFetching: boolean }

/** What is shown once this was answered: the same where nothing comes by itself. */
function following(before: Shown | undefined, answer: Answer, { between, isFetching }: Now): Shown {
  const { state } = answer
  const first = { ...shownOf(scopeText(between), answer), fresh: !isFetching }
  if (!before?.fresh) return isSameAs(before, first) ? before : first
  const settled = before.acted && !isFetching
  // Something stands there that would be pulled away.
  if (before.files.length > 0) {
    if (!settled) return before
    const behind = driftedWithin(before, answer).length > 0
    return { ...before, seen: seenAfterAct(before.seen, state, behind), acted: false }
  }
  const seen = settled ? first.seen : seenOf(between, before.seen, state)
  const next = { ...first, fresh: true, seen, acted: before.acted && !settled }
  return isSameAs(before, next) ? before : next
}

function isSameAs(before: Shown | undefined, next: Shown): before is Shown {
  return (
    before !== undefined &&
    before.files === next.files &&
    before.beyond === next.beyond &&
    before.fresh === next.fresh &&
    before.acted === next.acted &&
    isSame(before.seen, next.seen)
  )
}

type SetShown = (change: (before: Shown | undefined) => Shown | undefined) => void

type ListAsk = { threadId: ThreadId; scope: string; most: number }

function useTaking({ threadId, scope, most }: ListAsk, setShown: SetShown) {
  const queries = useQueryClient()
  const latest = useCallback(async () => {
    const own = keyOf(threadId, scope, most)
    await queries.refetchQueries({ queryKey: own, exact: true })
    void queries.invalidateQueries({
      queryKey: changesKey(threadId),
      predicate: ({ queryHash }) => queryHash !== hashKey(own),
    })
    return queries.getQueryData<Answer>(own)
  }, [queries, threadId, scope, most])
  const refresh = useCallback(async () => {
    const answer = await latest()
    if (answer) setShown(() => shownOf(scope, answer))
  }, [latest, scope, setShown])
  /** As it was answered, with these files as they are by now. */
  const told = useCallback(
    async (paths: readonly string[], { left, act }: Acted) => {
      const own = keyOf(threadId, scope, most)
      // What is on its way may have been read before.
      await queries.cancelQueries({ queryKey: own, exact: true })
      const answer = queries.setQueryData<Answer>(own, (before) => {
        if (!before) return undefined
        const files = leftOf(before.files, paths, left)
        const gone = new Set(paths.filter((path) => left.every((file) => file.path !== path)))
        const { state } = listAfter(before, gone, act)
        return { state, files, total: before.total - before.files.length + files.length }
      })
      void queries.invalidateQueries({ queryKey: changesKey(threadId) })
      return answer
    },
    [queries, threadId, scope, most],
  )
  const acted = useCallback(
    async (paths: readonly string[], what?: Acted) => {
      const answer = what ? await told(paths, what) : await latest()
      if (!answer) return
      setShown((before) => {
        if (before?.scope !== scope) return before
        const files = kept(before.files, answer.files, new Set(paths))
        return { ...before, fresh: true, files, acted: true }
      })
    },
    [latest, told, scope, setShown],
  )
  return { refresh, acted }
}
