// Messages of commits and merges while they are written, for each thread. Kept in this browser until they are used.
import type { ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'
import { store, stored } from '../../../platform/browser.ts'

/** What the message is for: the next commit, or a merge of all of them. */
export type DraftOf = 'commit' | 'merge' | 'squash'

const nameOf = (of: DraftOf, threadId: ThreadId) => `${of}.${threadId}`

const useStore = create<Record<string, string>>()(() => ({}))

/** Undefined: nothing was written. */
export function useDraft(of: DraftOf, threadId: ThreadId): string | undefined {
  const name = nameOf(of, threadId)
  return useStore((all) => all[name]) ?? stored(name)
}

/** The same at this moment. */
export function draftNow(of: DraftOf, threadId: ThreadId): string | undefined {
  const name = nameOf(of, threadId)
  return useStore.getState()[name] ?? stored(name)
}

/** @param message undefined: it is not kept any longer. */
export function setDraft(of: DraftOf, threadId: ThreadId, message: string | undefined): void {
  const name = nameOf(of, threadId)
  const kept = message === '' && of === 'commit' ? undefined : message
  useStore.setState({ [name]: kept })
  store(name, kept)
}
