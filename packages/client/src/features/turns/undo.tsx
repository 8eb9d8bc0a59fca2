// The way back from a rewind: beside its notice for as long as there is one, and for a moment in a toast.
import i18next from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { atWork, undoableRewind } from '@a-parallel/contract/model'
import type { ThreadId } from '@a-parallel/shared'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import type { ThreadState } from '../../live/thread-state.ts'
import { useThread } from '../../live/use-thread.ts'
import { Button } from '../../ui/controls/button.tsx'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { problemWords } from '../../words/problem-text.ts'

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

export function tellRewound(threadId: ThreadId): void {
  const action = { label: i18next.t('turns.undo'), run: () => void undoRewind(threadId) }
  showToast(i18next.t('turns.rewound'), { action })
}

/** Drawn beside the notice of a rewind; empty where there is nothing to undo any more. */
export function UndoButton({ threadId, itemId }: { threadId: ThreadId; itemId: string }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const state = useThread(threadId, stateOf)
  if (state === null || itemId !== `rewind:${state.split(' ')[0]}`) return null
  const press = () => {
    setBusy(true)
    void undoRewind(threadId).finally(() => setBusy(false))
  }
  return (
    <Button size="sm" busy={busy} disabled={state.endsWith(' busy')} onClick={press}>
      {t('turns.undo')}
    </Button>
  )
}

/** `<rewind> free` or `<rewind> busy`; null where nothing can be undone. */
function stateOf(state: ThreadState): string | null {
  if (state.kind !== 'ready') return null
  const { view } = state
  const rewind = undoableRewind(view)
  return rewind && `${rewind.id} ${atWork(view) || view.archived ? 'busy' : 'free'}`
}
