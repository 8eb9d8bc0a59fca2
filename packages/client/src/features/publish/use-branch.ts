// Where a thread's branch stands, here and at its host, and what a merge of it would come to. Asked again whenever its
// changes are, and when the threads beside it have done something.
import type { BranchState, CallResult, Calls, ThreadId } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'
import { useChanged } from '../../platform/use-changed.ts'
import { usePullRequest } from '../pull-request/index.ts'
import { changesKey, useFirstLines } from '../review/index.ts'
import { useThreads } from '../threads/index.ts'
import { nextStep, open, stuck, type Situation, type Step } from './step.ts'

export type Foreseen = CallResult<Calls['predictMerge']>

export interface Branch {
  state: BranchState | undefined
  foreseen: Foreseen | undefined
  /** Undefined while it is not known where the branch stands. */
  situation: Situation | undefined
  step: Step | undefined
}

/** What cannot be told of a host is taken for none: the way to the base on this machine stays open. */
const nowhere = { remote: null, pullRequest: null }

/** @param began the commit that the thread’s branch began at. */
export function useBranch(threadId: ThreadId, began: string | null): Branch {
  const params = { id: threadId }
  const { data } = useQuery({
    queryKey: [...changesKey(threadId), 'uncommitted'],
    queryFn: ({ signal }) =>
      callApi('readChanges', { params, query: { scope: 'uncommitted' } }, { signal }),
    enabled: useFirstLines(threadId),
    staleTime: 0,
  })
  const state = data?.state
  // Nobody merges what is not committed.
  const settled = state !== undefined && !stuck(state) && open(state) === 0
  const { data: foreseen, refetch } = useQuery({
    queryKey: [...changesKey(threadId), 'merge'],
    queryFn: ({ signal }) => callApi('predictMerge', { params }, { signal }),
    enabled: settled && state.base !== null,
    staleTime: 0,
  })
  useNeighbours(threadId, () => {
    if (settled && foreseen !== undefined) void refetch()
  })
  const prediction = settled ? foreseen?.prediction : undefined
  const asked = usePullRequest(threadId, false)
  const hosted = asked.data ?? (asked.isError ? nowhere : undefined)
  const situation = state && { state, prediction, began, hosted }
  const step = situation && nextStep(situation)
  return { state, foreseen: settled ? foreseen : undefined, situation, step }
}

/** A turn that ends keeps its files right behind that. */
const settleMs = 1_500

/** Calls `moved` a moment after other threads of the project have begun or ended something. */
function useNeighbours(threadId: ThreadId, moved: () => void): void {
  const threads = useThreads()
  const projectId = threads.find(({ id }) => id === threadId)?.projectId
  const deeds = threads
    .filter((one) => one.projectId === projectId && one.id !== threadId && !one.archived)
    .map(({ id, since }) => `${id} ${since}`)
    .join('\n')
  useChanged(deeds, settleMs, moved)
}
