// The MCP servers that agents are given, asked anew each time they are looked at; and what is done with them.
import type { GivenToolServer, SwitchPlace, ThreadId, ToolServerId } from '@a-parallel/shared'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'

const key = ['tool-servers']

export function useToolServers() {
  return useQuery({
    queryKey: key,
    queryFn: ({ signal }) => callApi('listToolServers', {}, { signal }),
    staleTime: 0,
  })
}

/** How often it is asked how those of a thread stand, while somebody looks. */
const everyMs = 2_000

export function useThreadToolServers(id: ThreadId, enabled: boolean) {
  return useQuery({
    queryKey: [...key, 'thread', id],
    queryFn: ({ signal }) => callApi('readThreadToolServers', { params: { id } }, { signal }),
    staleTime: 0,
    enabled,
    refetchInterval: everyMs,
  })
}

/** Each resolves when the lists show it. */
export function useToolServerActs() {
  const queries = useQueryClient()
  const shown = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    await queries.invalidateQueries({ queryKey: key })
    return result
  }
  return {
    add: (body: GivenToolServer) => shown(callApi('addToolServer', { body })),
    change: (id: ToolServerId, body: GivenToolServer) =>
      shown(callApi('changeToolServer', { params: { id }, body })),
    reconnect: (threadId: ThreadId, serverId: ToolServerId) =>
      shown(callApi('reconnectToolServer', { params: { id: threadId, serverId } })),
    remove: (id: ToolServerId) => shown(callApi('removeToolServer', { params: { id } })),
    turn: (id: ToolServerId, on: boolean | null, place: SwitchPlace = {}) =>
      shown(callApi('switchToolServer', { params: { id }, body: { place, on } })),
  }
}
