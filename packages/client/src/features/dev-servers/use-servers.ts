// The dev servers of a thread as they stand now.
import type { DevServer, ThreadId } from '@a-parallel/shared'
import { useCallback } from 'react'
import { useIndex } from '../../live/use-index.ts'

const none: readonly DevServer[] = []

type Index = Parameters<Parameters<typeof useIndex>[0]>[0]

export function useServers(threadId: ThreadId): readonly DevServer[] {
  const select = useCallback(
    (index: Index) =>
      index.kind === 'ready'
        ? (index.devServers.find((one) => one.threadId === threadId)?.servers ?? none)
        : none,
    [threadId],
  )
  return useIndex(select)
}
