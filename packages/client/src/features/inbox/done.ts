// Marks entries of the inbox as done, with a way back: the last one comes first.
import type { ThreadId, ThreadSummary } from '@a-parallel/shared'
import i18next from 'i18next'
import { showToast } from '../../ui/overlays/toast-store.ts'
import { markSeen, markUnread } from '../threads/index.ts'
import { isDoable } from './entries.ts'

let undoable: { id: ThreadId; title: string }[][] = []

export async function markDone(entries: readonly ThreadSummary[]): Promise<void> {
  const doable = entries.filter(isDoable)
  if (doable.length < entries.length) showToast(i18next.t('inbox.onlyAnswers'))
  if (doable.length === 0) return
  undoable = [...undoable.slice(-19), doable.map(({ id, title }) => ({ id, title }))]
  await Promise.all(doable.map(markSeen))
  showToast(i18next.t('inbox.done', { count: doable.length }), {
    action: { label: i18next.t('threads.undo'), run: undoDone },
  })
}

/** Brings back what was marked last. */
export function undoDone(): void {
  const last = undoable.at(-1)
  undoable = undoable.slice(0, -1)
  for (const thread of last ?? []) void markUnread(thread)
}
