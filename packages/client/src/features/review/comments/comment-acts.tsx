// What a person does with a comment when they are done with it, wherever it is shown.
import { Check, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import type { Comment } from './comment.ts'
import { settle, takeAway } from './put-away.ts'

type CommentActsProps = {
  threadId: ThreadId
  comment: Comment
  /** Called before it goes, while it is still on the page. */
  onGoing?: () => void
}

export function CommentActs({ threadId, comment, onGoing }: CommentActsProps) {
  const { t } = useTranslation()
  const { id, sent, settled } = comment
  const going = (act: typeof settle) => () => {
    onGoing?.()
    act(threadId, id)
  }
  return (
    <>
      {sent !== null && !settled && (
        <IconButton
          size="sm"
          label={t('review.comments.settle')}
          icon={<Check size={14} aria-hidden />}
          onClick={going(settle)}
        />
      )}
      <IconButton
        size="sm"
        label={t('review.comments.remove')}
        icon={<Trash2 size={13} aria-hidden />}
        onClick={going(takeAway)}
      />
    </>
  )
}
