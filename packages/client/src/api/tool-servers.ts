// The MCP servers that agents are given, and how those of a thread stand. Asked anew each time they are looked at, and whenever
// the server tells that something is another: nobody asks again and again.
import type { ThreadId, ThreadView } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { queries } from './answers.ts'
import { callApi } from './call.ts'

export const toolServersKey = ['tool-servers']

export function useToolServers() {
  return useQuery({
    queryKey: [...toolServersKey, 'all'],
    queryFn: ({ signal }) => callApi('listToolServers', {}, { signal }),
    staleTime: 0,
  })
}

/** With another agent, or without one, they stand otherwise. */
export function useThreadToolServers(
  { id, run }: Pick<ThreadView, 'id' | 'run'>,
  enabled: boolean,
) {
  const agent = run ? [run.id, run.state, run.stopping] : []
  return useQuery({
    queryKey: [...toolServersKey, id, ...agent],
    queryFn: ({ signal }) => callApi('readThreadToolServers', { params: { id } }, { signal }),
    staleTime: 0,
    enabled,
    placeholderData: (before, query) => (query?.queryKey[1] === id ? before : undefined),
  })
}

/** Whatever is shown of them is asked for anew. @param threadId those beside one thread; null: anywhere. */
export function toolServersChanged(threadId: ThreadId | null): void {
  const queryKey = threadId === null ? toolServersKey : [...toolServersKey, threadId]
  void queries.invalidateQueries({ queryKey })
}
