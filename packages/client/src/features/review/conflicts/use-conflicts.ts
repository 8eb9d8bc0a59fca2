// The files of a thread in conflict, with which side still has each.
import type { ConflictedFile, ThreadId } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { callApi } from '../../../api/call.ts'
import { changesKey } from '../state/use-changes.ts'

/** @param count how many there are, as far as is known; with none nothing is asked. Undefined while they are on their way. */
export function useConflicts(
  threadId: ThreadId,
  count: number,
): readonly ConflictedFile[] | undefined {
  const { data } = useQuery({
    queryKey: [...changesKey(threadId), 'conflicts', count],
    queryFn: ({ signal }) => callApi('listConflicts', { params: { id: threadId } }, { signal }),
    enabled: count > 0,
    staleTime: 0,
  })
  return count === 0 ? none : data?.files
}

const none: readonly ConflictedFile[] = []
