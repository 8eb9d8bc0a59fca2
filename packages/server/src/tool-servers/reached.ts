// Tells whoever wants to know of each tool server that a test or a sign-in has found connected.
import type { OwnerId, ToolServerId, ToolServerReport } from '@a-parallel/shared'

export type OnReached = (owner: OwnerId, id: ToolServerId) => void

export function openReached() {
  const listeners = new Set<OnReached>()
  return {
    listen: (listener: OnReached): void => void listeners.add(listener),
    tell: (owner: OwnerId, id: ToolServerId, report: ToolServerReport | null): void => {
      if (report?.status === 'connected') for (const told of listeners) told(owner, id)
    },
  }
}
