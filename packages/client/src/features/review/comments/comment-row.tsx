// A comment below the lines that it is about.
import { Quote } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { usePane, useUi } from '../state/pane.ts'
import { CommentActs } from './comment-acts.tsx'
import { CommentBox } from './comment-box.tsx'
import type { Comment, CommentState } from './comment.ts'
import { StateBadge } from './state-badge.tsx'

type CommentRowProps = { comment: Comment; state: CommentState }

export function CommentRow({ comment, state }: CommentRowProps) {
  const { threadId, ui } = usePane()
  const own = useRef<HTMLDivElement>(null)
  const writing = useUi(({ writing: id }) => id === comment.id)
  const close = () => {
    // The line that it is about.
    const back = own.current
      ?.closest('[data-row]')
      ?.previousElementSibling?.querySelector('[data-stop]')
    ui.setState({ writing: null, selection: null })
    if (back instanceof HTMLElement) back.focus({ preventScroll: true })
  }
  return (
    <div ref={own} className="border-y border-line bg-bg px-3 py-2 font-sans whitespace-normal">
      {writing ? (
        <CommentBox threadId={threadId} comment={comment} onClose={close} />
      ) : (
        <Note threadId={threadId} comment={comment} state={state} />
      )}
    </div>
  )
}

type NoteProps = CommentRowProps & { threadId: ThreadId }

function Note({ threadId, comment, state }: NoteProps) {
  const { t } = useTranslation()
  const { ui } = usePane()
  const { id, text, sent, settled } = comment
  return (
    <div className="flex max-w-2xl items-start gap-2">
      <Quote size={14} aria-hidden className="mt-1 shrink-0 text-need" />
      <div className="min-w-0 flex-1">
        {sent === null ? (
          <button
            type="button"
            data-stop
            aria-label={t('review.comments.edit', { text })}
            onClick={() => ui.setState({ writing: id })}
            className="ring-inset-focus w-full rounded-sm text-start text-sm whitespace-pre-wrap wrap-anywhere"
          >
            {text}
          </button>
        ) : (
          <p className="text-sm whitespace-pre-wrap wrap-anywhere">{text}</p>
        )}
      </div>
      <StateBadge state={state} settled={settled} />
      <CommentActs threadId={threadId} comment={comment} />
    </div>
  )
}
