// How the next commit is made, for each thread: it is kept while something else is shown in the place of the changes.
import type { ThreadId } from '@a-parallel/shared'
import { create } from 'zustand'
import type { CommitOptions } from './commit-form.tsx'

/** The commit that is amended: the one that was there when this was chosen, with its message once that is known. */
export type Amended = { head: string | null; message?: string | undefined }

interface Chosen {
  options: CommitOptions
  amended: Amended | undefined
}

const plain: Chosen = { options: { amend: false, signOff: false }, amended: undefined }

const useStore = create<Record<string, Chosen>>()(() => ({}))

export function useOptions(threadId: ThreadId) {
  const chosen = useStore((all) => all[threadId]) ?? plain
  return {
    ...chosen,
    choose: (more: Partial<Chosen>) =>
      useStore.setState((all) => ({ [threadId]: { ...(all[threadId] ?? plain), ...more } })),
    chooseNone: () => useStore.setState({ [threadId]: plain }),
    /** As it is now, whatever was drawn of it last. */
    now: () => useStore.getState()[threadId] ?? plain,
  }
}
