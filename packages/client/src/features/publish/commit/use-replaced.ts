// What was typed as the message of a commit before a proposal took its place, for each thread, until the commit is there: the
// proposal may come while something else is shown.
import type { ThreadId } from '@a-parallel/shared'
import type { RefObject } from 'react'
import { create } from 'zustand'
import { draftNow, setDraft, useDraft } from './drafts.ts'

/** `before` is what was typed, `by` what took its place. */
type Replaced = { before: string; by: string }

const useStore = create<Record<string, Replaced | undefined>>()(() => ({}))

export function useReplaced(threadId: ThreadId, box: RefObject<HTMLTextAreaElement | null>) {
  const message = useDraft('commit', threadId) ?? ''
  const replaced = useStore((all) => all[threadId])
  const isUntouched = message === replaced?.by
  const forget = () => useStore.setState({ [threadId]: undefined })
  return {
    /** Puts it in the place of what is typed by now. */
    by(proposal: string) {
      const typed = draftNow('commit', threadId) ?? ''
      const earlier = useStore.getState()[threadId]
      // Asked for another proposal, one still wants back what was typed.
      const before = typed === earlier?.by ? earlier.before : typed
      setDraft('commit', threadId, proposal)
      const some = before.trim() !== '' && before !== proposal
      useStore.setState({ [threadId]: some ? { before, by: proposal } : undefined })
    },
    /** What was typed, where a proposal that nobody has changed stands in its place; else what is typed. */
    typed: replaced && isUntouched ? replaced.before : message,
    forget,
    /** Puts back what was typed; absent where there is nothing to put back. */
    undo:
      replaced &&
      (() => {
        setDraft('commit', threadId, replaced.before)
        forget()
        box.current?.focus()
      }),
    /** Nobody has changed the proposal: the usual key undoes it too. */
    isUntouched,
  }
}
