// Data that is asked for, not streamed: what the machine offers, a repository's branches, the folders in a folder.
import type { ProjectId } from '@a-parallel/shared'
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from './call.ts'

const setupKey = ['setup']

const setup = (fresh: boolean) =>
  queryOptions({
    queryKey: setupKey,
    queryFn: ({ signal }) =>
      callApi('readSetup', { query: fresh ? { fresh: 'true' } : {} }, { signal }),
    staleTime: 5 * 60_000,
  })

/** Git, its identity, the agent, whether it is signed in, and the models it offers. */
export const useSetup = () => useQuery(setup(false))

/** Looks at the machine anew; resolves when the answer is on screen. */
export function useSetupCheck(): () => Promise<void> {
  const queries = useQueryClient()
  return async () => {
    await queries.fetchQuery({ ...setup(true), staleTime: 0 })
  }
}

/** The branches of a project's repository, asked anew each time the screen opens. */
export function useBranches(projectId: ProjectId | undefined) {
  return useQuery({
    queryKey: ['branches', projectId],
    queryFn: ({ signal }) =>
      callApi('listBranches', { params: { id: projectId ?? '' } }, { signal }),
    enabled: projectId !== undefined,
    staleTime: 10_000,
  })
}

/** The folders inside a folder; the last ones stay on screen until the new ones are there. */
export function useFolders(path: string) {
  return useQuery({
    queryKey: ['folders', path],
    queryFn: ({ signal }) => callApi('browseFiles', { query: { path } }, { signal }),
    placeholderData: (before) => before,
    staleTime: 5_000,
    retry: false,
  })
}

const rulesKey = ['rules']

/** The rules of all projects, asked anew each time the screen opens. */
export function useRules() {
  return useQuery({
    queryKey: rulesKey,
    queryFn: ({ signal }) => callApi('listRules', { query: {} }, { signal }),
    staleTime: 0,
  })
}

/** Asks for the rules again; resolves when they are on screen. */
export function useRulesChanged(): () => Promise<void> {
  const queries = useQueryClient()
  return () => queries.invalidateQueries({ queryKey: rulesKey })
}
