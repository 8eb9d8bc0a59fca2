// Whether what a reader came for stands there: the first lines of the first file, or the word that there are none. Everything
// else that is asked of a large checkout waits for it, since each list of changes is a comparison of its own.
import type { ThreadId } from '@a-parallel/shared'
import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { Diffs } from './diffs.ts'
import type { Changes } from './use-changes.ts'

const seen = createStore<ReadonlySet<ThreadId>>(() => new Set())

function mark(threadId: ThreadId, isSeen: boolean): void {
  const next = new Set(seen.getState())
  if (isSeen) next.add(threadId)
  else next.delete(threadId)
  seen.setState(next, true)
}

/** For who shows them. `history`: something else is looked at. */
export function useMarkedLines(
  threadId: ThreadId,
  { changes, diffs, history }: { changes: Changes; diffs: Diffs; history: boolean },
): void {
  const some = useStore(diffs.store, (loaded) => loaded.size > 0)
  useMarked(threadId, history || some || (!changes.loading && changes.files.length === 0))
}

/** For who shows something else in their place. `there`: it stands there. */
export function useMarked(threadId: ThreadId, there: boolean): void {
  useEffect(() => {
    if (there) mark(threadId, true)
  }, [threadId, there])
  useEffect(() => () => mark(threadId, false), [threadId])
}

/** For who is to wait for them. */
export function useFirstLines(threadId: ThreadId): boolean {
  return useStore(seen, (all) => all.has(threadId))
}

/** Resolves once they are there. */
export function firstLines(threadId: ThreadId): Promise<void> {
  return new Promise((resolve) => {
    if (seen.getState().has(threadId)) return resolve()
    const stop = seen.subscribe((all) => {
      if (!all.has(threadId)) return
      stop()
      resolve()
    })
  })
}
