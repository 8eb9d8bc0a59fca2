// The dev servers of a thread: what can be run, what is done about it, and what they have printed.
import type { DevServerAction, ThreadId } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { callApi } from './call.ts'

/** @param moment asked again when it is another: the recipe lies in the thread’s checkout. */
export function useOfferedServers(threadId: ThreadId, moment: string) {
  return useQuery({
    queryKey: ['dev-servers', threadId, moment],
    queryFn: ({ signal }) => callApi('listDevServers', { params: { id: threadId } }, { signal }),
    placeholderData: (before, query) => (query?.queryKey[1] === threadId ? before : undefined),
  })
}

export function changeServer(threadId: ThreadId, name: string, action: DevServerAction) {
  return callApi('changeDevServer', { params: { id: threadId }, body: { name, action } })
}

const everyMs = 700

/** The end of what one run has printed; asked for again and again while it runs. */
export function useServerOutput(
  threadId: ThreadId,
  { name, key, live }: { name: string; key: string; live: boolean },
) {
  return useQuery({
    queryKey: ['dev-server-output', threadId, name, key, live],
    queryFn: ({ signal }) =>
      callApi('readDevServerOutput', { params: { id: threadId }, query: { name } }, { signal }),
    refetchInterval: live ? everyMs : false,
    placeholderData: (before, query) => (query?.queryKey[3] === key ? before : undefined),
  })
}
