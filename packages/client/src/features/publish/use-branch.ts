// Where a thread's branch stands, here and at its host, and what a merge of it would come to, also of what is not committed
// yet. The first is asked again whenever its changes are; the last once its branch, its base or what was kept of its files
// is another one, and when the threads beside it have done something.
import type {
  BranchState,
  CallResult,
  Calls,
  ChangedFile,
  ThreadId,
  ThreadView,
} from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'
import { useChanged } from '../../platform/use-changed.ts'
import { useProjects } from '../projects/index.ts'
import { usePullRequest } from '../pull-request/index.ts'
import { changesKey, useFirstLines } from '../review/index.ts'
import { atWork, useThreads } from '../threads/index.ts'
import { nextStep, open, stuck, type Situation, type Step } from './step.ts'

export type Foreseen = CallResult<Calls['predictMerge']>

export interface Branch {
  state: BranchState | undefined
  /** What is not committed, as it was told last. */
  files: readonly ChangedFile[]
  /** Of its files as they were last kept, where something is not committed. */
  foreseen: Foreseen | undefined
  /** Undefined while it is not known where the branch stands. */
  situation: Situation | undefined
  step: Step | undefined
}

const none: readonly ChangedFile[] = []

/** What cannot be told of a host is taken for none: the way to the base on this machine stays open. */
const nowhere = { remote: null, pullRequest: null }

export function useBranch(view: ThreadView): Branch {
  const { id: threadId } = view
  const { data } = useQuery({
    queryKey: [...changesKey(threadId), 'uncommitted'],
    queryFn: ({ signal }) =>
      callApi(
        'readChanges',
        { params: { id: threadId }, query: { scope: 'uncommitted' } },
        { signal },
      ),
    enabled: useFirstLines(threadId),
    staleTime: 0,
  })
  const state = data?.state
  const foreseen = useForeseen(view, state)
  // Nobody merges what is not committed.
  const prediction = state && open(state) === 0 ? foreseen?.prediction : undefined
  const asked = usePullRequest(threadId, false)
  const hosted = asked.data ?? (asked.isError ? nowhere : undefined)
  const began = view.mode === 'worktree' ? (view.worktree?.commit ?? null) : null
  const usual = useProjects().find(({ id }) => id === view.projectId)?.defaultBranch ?? null
  const situation = state && { state, prediction, began, hosted, usual }
  const step = situation && nextStep(situation)
  return { state, files: data?.files ?? none, foreseen, situation, step }
}

function useForeseen(view: ThreadView, state: BranchState | undefined): Foreseen | undefined {
  const { id: threadId } = view
  const base = state?.base ?? null
  const some = state !== undefined && base !== null && (open(state) > 0 || base.ahead > 0)
  const enabled = some && !stuck(state)
  const { data, refetch } = useQuery({
    queryKey: ['foreseen', threadId, state?.head, base, keptOf(view)],
    queryFn: ({ signal }) => callApi('predictMerge', { params: { id: threadId } }, { signal }),
    enabled,
    staleTime: 0,
    // What was foreseen of this thread stands until it is foreseen anew.
    placeholderData: (before, query) => (query?.queryKey[1] === threadId ? before : undefined),
  })
  useNeighbours(threadId, () => {
    if (enabled) void refetch()
  })
  return enabled ? data : undefined
}

/** As what the files of a thread were kept last. */
function keptOf({ checkpoints }: ThreadView): string | null {
  return checkpoints.findLast(({ commit }) => commit !== null)?.commit ?? null
}

/** A turn that ends keeps its files right behind that. */
const settleMs = 1_500

/** Calls `moved` a moment after other threads of the project have begun or ended something, or their files were kept. */
function useNeighbours(threadId: ThreadId, moved: () => void): void {
  const threads = useThreads()
  const projectId = threads.find(({ id }) => id === threadId)?.projectId
  const deeds = threads
    .filter((one) => one.projectId === projectId && one.id !== threadId && !one.archived)
    .map((one) => `${one.id} ${one.since} ${atWork(one) ? '' : one.seq}`)
    .join('\n')
  useChanged(deeds, settleMs, moved)
}
