// Comments that a person is done with: taken away, or settled. Both can be undone for a moment.
import type { ThreadId } from '@a-parallel/shared'
import i18next from 'i18next'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { changeComment, changeComments, readComments, removeComment } from './store.ts'

/** One without words goes without a word. */
export function takeAway(threadId: ThreadId, id: string): void {
  const { comments } = readComments(threadId)
  const at = comments.findIndex((one) => one.id === id)
  const comment = comments[at]
  if (!comment) return
  removeComment(threadId, id)
  if (comment.text.trim() === '') return
  told('removed', () =>
    changeComments(threadId, (kept) => ({
      ...kept,
      comments: kept.comments.toSpliced(at, 0, comment),
    })),
  )
}

/** It is listed no more, and not drawn beside its lines. */
export function settle(threadId: ThreadId, id: string): void {
  changeComment(threadId, id, { settled: true })
  told('settled', () => changeComment(threadId, id, { settled: false }))
}

function told(what: 'removed' | 'settled', undo: () => void): void {
  showToast(i18next.t(`review.comments.put.${what}`), {
    action: { label: i18next.t('review.undo'), run: undo },
  })
}
