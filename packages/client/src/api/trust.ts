// What a project's repository brings that runs by itself, and its owner's decision about it.
import type { ProjectId, Trust } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from './call.ts'

const keyOf = (id: ProjectId | undefined) => ['trust', id]

/** Asked anew whenever somebody looks again: an agent, or a branch, may bring something meanwhile. */
export function useTrust(id: ProjectId | undefined) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => callApi('readTrust', { params: { id: id ?? '' } }, { signal }),
    enabled: id !== undefined,
    staleTime: 2_000,
  })
}

/** Asks again; resolves when the answer is on screen. */
export function useTrustAgain(): (id: ProjectId) => Promise<void> {
  const queries = useQueryClient()
  return (id) => queries.invalidateQueries({ queryKey: keyOf(id) })
}

/** Both resolve when the decision holds, and reject with the refusal. */
export function useTrustDecision(id: ProjectId) {
  const queries = useQueryClient()
  const decided = (trust: Trust) => queries.setQueryData(keyOf(id), trust)
  return {
    trust: async (fingerprint: string) =>
      decided(await callApi('trustProject', { params: { id }, body: { fingerprint } })),
    distrust: async () => decided(await callApi('distrustProject', { params: { id } })),
  }
}
