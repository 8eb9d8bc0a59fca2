// Clones that run, and repositories that were found: asked for while somebody looks.
import type { Clone } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../call.ts'

const clonesKey = ['clones']
const oftenMs = 300

const runs = ({ state }: Pick<Clone, 'state'>) => state === 'running'

/** Asked again and again while one runs. @param everyMs the pause between. */
export function useClones(everyMs = oftenMs) {
  return useQuery({
    queryKey: clonesKey,
    queryFn: ({ signal }) => callApi('listClones', {}, { signal }),
    refetchInterval: ({ state }) => (state.data?.clones.some(runs) ? everyMs : false),
    staleTime: 0,
  })
}

/** Asks for the clones again; resolves when they are on screen. */
export function useClonesAgain(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: clonesKey })
}

export function useFoundRepositories() {
  return useQuery({
    queryKey: ['found-repositories'],
    queryFn: ({ signal }) => callApi('findRepositories', {}, { signal }),
    staleTime: 60_000,
    retry: false,
  })
}
