// What was thrown away and is still there, and how it comes back or goes for good.
import type { TrashPick } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../call.ts'

const key = ['trash']

export function useTrash() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi('readTrash', {}, { signal }),
    staleTime: 0,
  })
}

/** Asks again; resolves when the answer is on screen. */
export function useTrashChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: key })
}

export function emptyTrash(picks: readonly TrashPick[]) {
  return callApi('emptyTrash', { body: { picks: [...picks] } })
}

export function restoreSkill(keptId: string) {
  return callApi('restoreSkill', { params: { keptId } })
}
