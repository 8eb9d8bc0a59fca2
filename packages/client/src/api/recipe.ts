// How a project's worktrees are made ready, and what the commands of that have printed.
import type { ProjectId, ProjectRecipe, ThreadId } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from './call.ts'

const keyOf = (id: ProjectId) => ['recipe', id]

/** As it is written, in the checkout and by the person. */
export function useRecipe(id: ProjectId) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => callApi('readRecipe', { params: { id } }, { signal }),
  })
}

/** Both resolve when it is written, and reject with the refusal. */
export function useRecipeWrites(id: ProjectId) {
  const queries = useQueryClient()
  const written = (recipe: ProjectRecipe) => queries.setQueryData(keyOf(id), recipe)
  return {
    write: async (text: string, was: string | null) =>
      written(await callApi('writeRecipe', { params: { id }, body: { text, was } })),
    writeOwn: async (text: string | null, was: string | null) =>
      written(await callApi('writeOwnRecipe', { params: { id }, body: { text, was } })),
    /** Looks again: somebody else wrote it. */
    again: () => queries.invalidateQueries({ queryKey: keyOf(id) }),
  }
}

/**
 * What the agent, the commands and the dev servers of a thread see when they start now.
 * @param version another one when what is known of its setup has changed.
 */
export function useEnvironment(threadId: ThreadId, version: string) {
  return useQuery({
    queryKey: ['thread-environment', threadId, version],
    queryFn: ({ signal }) => callApi('readEnvironment', { params: { id: threadId } }, { signal }),
    staleTime: 0,
    placeholderData: (before) => before,
  })
}

const everyMs = 700

/** The end of what a command has printed; asked for again and again while it runs. */
export function useSetupOutput(
  threadId: ThreadId,
  { name, attempt, live }: { name: string; attempt: number; live: boolean },
) {
  return useQuery({
    queryKey: ['setup-output', threadId, name, attempt, live],
    queryFn: ({ signal }) =>
      callApi('readSetupOutput', { params: { id: threadId }, query: { name } }, { signal }),
    refetchInterval: live ? everyMs : false,
    placeholderData: (before) => before,
  })
}
