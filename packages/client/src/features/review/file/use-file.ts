// A file of a thread's worktree as it is: asked for again whenever files were written, while it is in sight.
import type { ProblemValue, ThreadId, WholeFile } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../../api/call.ts'
import { problemOf, Refusal } from '../../../api/refusal.ts'
import { changesKey } from '../state/use-changes.ts'

export type FileState = {
  file: WholeFile | undefined
  /** Told in the place of the file. */
  problem: ProblemValue | undefined
  again: () => void
}

const keptMs = 60_000

/** `whole`: also what is too long to be shown unasked. */
export function useFile(threadId: ThreadId, path: string, whole: boolean): FileState {
  const { data, error, refetch } = useQuery({
    queryKey: [...changesKey(threadId), 'file', path, whole],
    queryFn: ({ signal }) =>
      callApi(
        'readFile',
        { params: { id: threadId }, query: { path, ...(whole && { whole: 'true' }) } },
        { signal },
      ),
    // What is shown stays until it is known to be gone, or other.
    placeholderData: (before) => (before?.path === path ? before : undefined),
    staleTime: 0,
    gcTime: keptMs,
  })
  const gone = error instanceof Refusal || (error !== null && data === undefined)
  return {
    file: gone ? undefined : data,
    problem: gone ? problemOf(error) : undefined,
    again: () => void refetch(),
  }
}
