// What is done with the MCP servers that agents are given.
import type { GivenToolServer, SwitchPlace, ThreadId, ToolServerId } from '@a-parallel/shared'
import { useQueryClient } from '@tanstack/react-query'
import { callApi } from '../../api/call.ts'
import { toolServersKey } from '../../api/tool-servers.ts'

/** Each resolves when the lists show it. */
export function useToolServerActs() {
  const queries = useQueryClient()
  const shown = async <T>(work: Promise<T>): Promise<T> => {
    const result = await work
    await queries.invalidateQueries({ queryKey: toolServersKey })
    return result
  }
  return {
    /** Something about them is another. */
    renew: () => shown(Promise.resolve()),
    add: (body: GivenToolServer) => shown(callApi('addToolServer', { body })),
    change: (id: ToolServerId, body: GivenToolServer) =>
      shown(callApi('changeToolServer', { params: { id }, body })),
    reconnect: (threadId: ThreadId, serverId: ToolServerId) =>
      shown(callApi('reconnectToolServer', { params: { id: threadId, serverId } })),
    remove: (id: ToolServerId) => shown(callApi('removeToolServer', { params: { id } })),
    test: (id: ToolServerId) => shown(callApi('testToolServer', { params: { id } })),
    turn: (id: ToolServerId, on: boolean | null, place: SwitchPlace = {}) =>
      shown(callApi('switchToolServer', { params: { id }, body: { place, on } })),
  }
}
