// The message of a commit while it is written, for each thread. Kept in this browser until it is committed.
import type { ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'
import { store, stored } from '../../../platform/browser.ts'

const name = (threadId: ThreadId) => `commit.${threadId}`

const useStore = create<Record<string, string>>()(() => ({}))

export function useMessage(threadId: ThreadId): string {
  return useStore((all) => all[threadId]) ?? readMessage(threadId)
}

/** As it is now, whatever was drawn of it last. */
export function readMessage(threadId: ThreadId): string {
  return useStore.getState()[threadId] ?? stored(name(threadId)) ?? ''
}

export function setMessage(threadId: ThreadId, message: string): void {
  useStore.setState({ [threadId]: message })
  store(name(threadId), message === '' ? undefined : message)
}
