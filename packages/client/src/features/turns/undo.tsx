// The way back from a rewind: beside its notice for as long as there is one, and for a moment in a toast. Where turns came
// after it they would be lost for good: then it asks first.
import i18next from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { atWork, undoableRewind } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import type { ThreadState } from '../../live/thread-state.ts'
import { sameShape } from '../../live/use-selected.ts'
import { useThread } from '../../live/use-thread.ts'
import { Button } from '../../ui/controls/button.tsx'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { problemWords } from '../../words/problem-text.ts'
import { lostByUndo, type Lost } from './lost-by-undo.ts'
import { UndoDialog } from './undo-dialog.tsx'

export async function undoRewind(threadId: ThreadId): Promise<void> {
  try {
    await callApi('undoRewind', { params: { id: threadId }, body: {} })
  } catch (cause) {
    tellRefusal(cause)
  }
}

export function tellRefusal(cause: unknown): void {
  const { text, detail } = problemWords(problemOf(cause))
  showToast(detail === null ? text : `${text} ${detail}`, { tone: 'bad' })
}

/** With the way back where nothing can have come after: a message that is sent along has. */
export function tellRewound(threadId: ThreadId, undoable: boolean): void {
  const action = { label: i18next.t('turns.undo'), run: () => void undoRewind(threadId) }
  showToast(i18next.t('turns.rewound'), undoable ? { action } : {})
}

/** Drawn beside the notice of a rewind; empty where there is nothing to undo any more. */
export function UndoButton({ threadId, itemId }: { threadId: ThreadId; itemId: string }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [asking, setAsking] = useState(false)
  const undoable = useThread(threadId, undoableOf, sameUndoable)
  if (undoable === null || itemId !== `rewind:${undoable.id}`) return null
  const { messages, files } = undoable
  const go = () => {
    setAsking(false)
    setBusy(true)
    void undoRewind(threadId).finally(() => setBusy(false))
  }
  return (
    <>
      <Button
        size="sm"
        busy={busy}
        disabled={undoable.busy}
        onClick={() => (messages > 0 || files ? setAsking(true) : go())}
      >
        {t('turns.undo')}
      </Button>
      {asking && (
        <UndoDialog
          messages={messages}
          files={files}
          blocked={undoable.busy}
          onGo={go}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

type Undoable = Lost & { id: string; busy: boolean }

/** Null where nothing can be undone. */
function undoableOf(state: ThreadState): Undoable | null {
  if (state.kind !== 'ready') return null
  const { view } = state
  const rewind = undoableRewind(view)
  if (rewind === null) return null
  return { id: rewind.id, busy: atWork(view) || view.archived, ...lostByUndo(view, rewind) }
}

const sameUndoable = (a: Undoable | null, b: Undoable | null) =>
  a === b || (a !== null && b !== null && sameShape(a, b))
