// The rows of a thread's transcript, cut anew only when its log grows or text begins or ends, never by a piece of text.
import type { ItemId, ThreadId, ThreadView } from '@a-parallel/shared'
import { useMemo, useState } from 'react'
import {
  reuseRows,
  rowsOf,
  type Opening,
  type OpenTexts,
  type Row,
} from '../../../features/timeline/index.ts'
import { hub } from '../../../live/live.ts'
import type { ThreadState } from '../../../live/thread-state.ts'
import { useThread } from '../../../live/use-thread.ts'

const nothing: readonly Opening[] = []
const openOf = (state: ThreadState): readonly Opening[] =>
  state.kind === 'ready' ? state.open : nothing

function sameShape(a: readonly Opening[], b: readonly Opening[]): boolean {
  return a.length === b.length && a.every((one, index) => one.id === b[index]?.id)
}

export function useRows(view: ThreadView): readonly Row[] {
  const open = useThread(view.id, openOf, sameShape)
  const { items, turns, approvals, budgetStop, preparation } = view
  // Before its first turn it is still found out what there is to prepare.
  const isKnown = preparation !== null || turns.some(({ startedAt }) => startedAt !== null)
  const cut = useMemo(
    () => rowsOf({ items, turns, approvals, budgetStop, ...(isKnown && { preparation }) }, open),
    [items, turns, approvals, budgetStop, preparation, isKnown, open],
  )
  const [kept, setKept] = useState<{ cut: readonly Row[]; rows: readonly Row[] }>({
    cut,
    rows: cut,
  })
  if (kept.cut === cut) return kept.rows
  const rows = reuseRows(kept.rows, cut)
  setKept({ cut, rows })
  return rows
}

/** Text being produced in a thread, read straight from its store: it never passes through the page. */
export function openTextsOf(threadId: ThreadId): OpenTexts {
  const store = hub.thread(threadId)
  return {
    subscribe: (reader) => store.subscribe(reader),
    read: (id) => {
      const state = store.getState()
      return state.kind === 'ready' ? (state.open.find((one) => one.id === id)?.text ?? '') : ''
    },
    printed: (id) => {
      const state = store.getState()
      return state.kind === 'ready' ? state.printed.get(id as ItemId) : undefined // A call's id.
    },
  }
}
