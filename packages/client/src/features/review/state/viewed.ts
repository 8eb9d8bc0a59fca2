// Which files a person has looked at, each as it was then: one that changed since is to be looked at again. Kept in this
// browser for each thread.
import type { ChangedFile, ThreadId } from '@a-parallel/shared'
import { useMemo } from 'react'
import { create } from 'zustand'
import { onStored, store, stored } from '../../../platform/browser.ts'

/** The versions under which a file was viewed: each comparison has its own. */
type Viewed = Readonly<Record<string, readonly string[]>>

const mostVersions = 6
const name = (threadId: ThreadId) => `viewed.${threadId}`
const none: Viewed = {}

const useStore = create<Record<string, Viewed>>()(() => ({}))

const read = (threadId: ThreadId): Viewed => revived(stored(name(threadId)))

function revived(text: string | undefined): Viewed {
  try {
    const kept: unknown = JSON.parse(text ?? '{}')
    if (typeof kept !== 'object' || kept === null) return none
    // What is not a version matches none.
    return Object.fromEntries(
      Object.entries(kept).filter(([, versions]) => Array.isArray(versions)),
    )
  } catch {
    return none // Written by something else.
  }
}

/** Says of a file whether it was viewed as it is. */
export function useViewed(threadId: ThreadId): (file: ChangedFile) => boolean {
  const held = useStore((all) => all[threadId])
  return useMemo(() => {
    const viewed = held ?? read(threadId)
    return ({ path, version }) => viewed[path]?.includes(version) ?? false
  }, [held, threadId])
}

export function markViewed(threadId: ThreadId, file: ChangedFile, seen: boolean): void {
  // Another tab may have marked others since.
  const before = { ...useStore.getState()[threadId], ...read(threadId) }
  const others = (before[file.path] ?? []).filter((version) => version !== file.version)
  const versions = seen ? [file.version, ...others].slice(0, mostVersions) : others
  const rest = Object.entries(before).filter(([path]) => path !== file.path)
  const next = Object.fromEntries(versions.length > 0 ? [...rest, [file.path, versions]] : rest)
  useStore.setState({ [threadId]: next })
  store(name(threadId), JSON.stringify(next))
}

onStored((key, text) => {
  const threadId = /^viewed\.(.+)$/.exec(key)?.[1]
  if (threadId !== undefined) useStore.setState({ [threadId]: revived(text) })
})
