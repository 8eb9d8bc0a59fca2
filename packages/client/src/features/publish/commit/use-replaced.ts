// What was typed as the message of a commit before a proposal took its place, until the commit is there.
import type { ThreadId } from '@a-parallel/shared'
import { useState, type RefObject } from 'react'
import { draftNow, setDraft, useDraft } from './drafts.ts'

/** `before` is what was typed, `by` what took its place. */
type Replaced = { before: string; by: string }

export function useReplaced(threadId: ThreadId, box: RefObject<HTMLTextAreaElement | null>) {
  const message = useDraft('commit', threadId) ?? ''
  const [replaced, setReplaced] = useState<Replaced>()
  return {
    /** Puts it in the place of what is typed by now. */
    by(proposal: string) {
      const typed = draftNow('commit', threadId) ?? ''
      // Asked for another proposal, one still wants back what was typed.
      const before = typed === replaced?.by ? replaced.before : typed
      setDraft('commit', threadId, proposal)
      const some = before.trim() !== '' && before !== proposal
      setReplaced(some ? { before, by: proposal } : undefined)
    },
    forget: () => setReplaced(undefined),
    /** Puts back what was typed; absent where there is nothing to put back. */
    undo:
      replaced &&
      (() => {
        setDraft('commit', threadId, replaced.before)
        setReplaced(undefined)
        box.current?.focus()
      }),
    /** Nobody has changed the proposal: the usual key undoes it too. */
    isUntouched: message === replaced?.by,
  }
}
