// The one item of each thread that a link or a search has led to.
import { create } from 'zustand'
import { useTranscript } from '../draw/context.ts'

type Marked = { byThread: Readonly<Record<string, string>> }

const useStore = create<Marked>()(() => ({ byThread: {} }))

/** The marked item of this transcript. */
export function useMarked(): string | undefined {
  const { threadId } = useTranscript()
  return useStore(({ byThread }) => byThread[threadId])
}

export function useIsMarked(itemId: string): boolean {
  const { threadId } = useTranscript()
  return useStore(({ byThread }) => byThread[threadId] === itemId)
}

export function mark(threadId: string, itemId: string | undefined): void {
  useStore.setState(({ byThread }) => {
    const { [threadId]: _before, ...others } = byThread
    return { byThread: itemId === undefined ? others : { ...others, [threadId]: itemId } }
  })
}
