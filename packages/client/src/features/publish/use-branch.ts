// Where a thread's branch stands, and what a merge of it would come to. Asked again whenever its changes are.
import type { BranchState, CallResult, Calls, ThreadId } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'
import { changesKey } from '../review/index.ts'
import { nextStep, open, stuck, type Step } from './step.ts'

export type Foreseen = CallResult<Calls['predictMerge']>

export interface Branch {
  state: BranchState | undefined
  foreseen: Foreseen | undefined
  step: Step | undefined
}

/** @param began the commit that the thread’s branch began at. */
export function useBranch(threadId: ThreadId, began: string | null): Branch {
  const params = { id: threadId }
  const { data } = useQuery({
    queryKey: [...changesKey(threadId), 'uncommitted'],
    queryFn: ({ signal }) =>
      callApi('readChanges', { params, query: { scope: 'uncommitted' } }, { signal }),
    staleTime: 0,
  })
  const state = data?.state
  // Nobody merges what is not committed.
  const settled = state !== undefined && !stuck(state) && open(state) === 0
  const { data: foreseen } = useQuery({
    queryKey: [...changesKey(threadId), 'merge'],
    queryFn: ({ signal }) => callApi('predictMerge', { params }, { signal }),
    enabled: settled && state.base !== null,
    staleTime: 0,
  })
  const prediction = settled ? foreseen?.prediction : undefined
  const step = state && nextStep({ state, prediction, began })
  return { state, foreseen: settled ? foreseen : undefined, step }
}
