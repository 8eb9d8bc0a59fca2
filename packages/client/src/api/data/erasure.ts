// Projects that were taken off the list, and how their data is erased.
import type { ProjectId } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../call.ts'

const key = ['removed-projects']

export function useRemovedProjects() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi('listRemovedProjects', {}, { signal }),
    staleTime: 0,
  })
}

/** What stays on the disk. */
export function useErasureRemains(id: ProjectId) {
  return useQuery({
    queryKey: ['erasure-remains', id],
    queryFn: ({ signal }) => callApi('readErasureRemains', { params: { id } }, { signal }),
    staleTime: 0,
    gcTime: 0,
  })
}

/** Resolves when the lists on screen know, and rejects with the refusal. */
export function useErasing() {
  const queries = useQueryClient()
  return async (id: ProjectId, name: string) => {
    await callApi('eraseProject', { params: { id }, body: { name } })
    for (const changed of [key, ['backups']]) await queries.invalidateQueries({ queryKey: changed })
  }
}
