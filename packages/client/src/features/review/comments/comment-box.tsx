// The box in which a comment is written. What is typed is kept at once; Mod+Enter and Escape only close it.
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { keysFor } from '../../../platform/browser.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { isComposing, TextArea } from '../../../ui/controls/text-area.tsx'
import { OneLine } from '../../../ui/text/named-text.tsx'
import type { Comment } from './comment.ts'
import { takeAway } from './put-away.ts'
import { placeWords } from './send.ts'
import { changeComment } from './store.ts'

type CommentBoxProps = {
  threadId: ThreadId
  comment: Comment
  /** It is done with: whoever opened it has the focus again. */
  onClose: () => void
  /** In the place of that where the comment goes away. */
  onGone?: () => void
}

export function CommentBox({ threadId, comment, onClose, onGone = onClose }: CommentBoxProps) {
  const { t } = useTranslation()
  const box = useRef<HTMLTextAreaElement>(null)
  const { id, text } = comment
  const place = placeWords(comment)
  useEffect(() => box.current?.focus(), [])
  const away = () => {
    onGone()
    takeAway(threadId, id)
  }
  const close = () => (text.trim() === '' ? away() : onClose())
  return (
    <div className="flex max-w-2xl flex-col gap-1.5">
      <p className="text-xs text-muted">
        <OneLine text={place} />
      </p>
      <TextArea
        ref={box}
        minLines={2}
        label={t('review.comments.label', { place })}
        placeholder={t('review.comments.hint')}
        value={text}
        onChange={(event) => changeComment(threadId, id, { text: event.target.value })}
        onKeyDown={(event) => {
          if (isComposing(event)) return
          const saves = event.key === 'Enter' && (event.ctrlKey || event.metaKey)
          if (!saves && event.key !== 'Escape') return
          event.preventDefault()
          event.stopPropagation()
          close()
        }}
        className="rounded-md border border-border bg-bg px-2.5 py-1.5 text-sm"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <Button size="sm" weight="quiet" onClick={away}>
          {t('review.comments.remove')}
        </Button>
        <Button size="sm" title={keysFor('Mod+Enter')} onClick={close}>
          {t('review.comments.keep')}
        </Button>
      </div>
    </div>
  )
}
