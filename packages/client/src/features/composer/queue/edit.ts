// The words of a message that waits, while a person writes others.
import { useEffect, useRef, useState } from 'react'
import type { ThreadId, Turn, TurnId } from '@a-parallel/shared'
import { withText } from '../draft.ts'
import { changeDraft } from '../draft-store.ts'

export type Edit = { id: TurnId; before: string; text: string }

/** What is being edited. When its turn begins first, the other words go to the composer: nothing typed is lost. */
export function useEdit(threadId: ThreadId, turns: readonly Turn[]) {
  const [edit, setEdit] = useState<Edit | null>(null)
  const moved = useRef<Edit>(null)
  const gone = edit !== null && !turns.some((turn) => turn.id === edit.id)
  useEffect(() => {
    if (!gone || edit === null) return
    if (moved.current === edit) return
    moved.current = edit
    if (edit.text !== edit.before) changeDraft(threadId, (draft) => withText(draft, edit.text))
  }, [gone, edit, threadId])
  return [gone ? null : edit, setEdit] as const
}
