// The words of a message that waits, while a person writes others.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ThreadId, Turn } from '@a-parallel/shared'
import { withText } from '../draft.ts'
import { changeDraft } from '../draft-store.ts'
import { keepEdit, keptEdit, type Edit, type EditPlace } from './kept-edit.ts'

/** What is being edited. When its turn begins first, the other words go to the composer: nothing typed is lost. */
export function useEdit(threadId: ThreadId, place: EditPlace, turns: readonly Turn[]) {
  const [edit, setEdit] = useState(() => keptEdit(threadId, place))
  const moved = useRef<Edit>(null)
  const gone = edit !== null && !turns.some((turn) => turn.id === edit.id)
  useEffect(() => {
    if (!gone || edit === null) return
    if (moved.current === edit) return
    moved.current = edit
    keepEdit(threadId, place, null)
    if (edit.text !== edit.before) changeDraft(threadId, (draft) => withText(draft, edit.text))
  }, [gone, edit, threadId, place])
  const change = useCallback(
    (next: Edit | null) => {
      setEdit(next)
      keepEdit(threadId, place, next)
    },
    [threadId, place],
  )
  return [gone ? null : edit, change] as const
}
