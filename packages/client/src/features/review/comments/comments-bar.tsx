// All comments of the thread at the foot of the pane: how many wait to be sent, where each stands, and the way to send them.
import { ChevronDown, ChevronUp, Send } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { unsent, type Comment, type CommentState } from './comment.ts'
import { placeWords, sendComments } from './send.ts'
import { StateBadge } from './state-badge.tsx'

type CommentsBarProps = {
  threadId: ThreadId
  comments: readonly Comment[]
  states: ReadonlyMap<string, CommentState>
  /** Leads to where a comment stands. */
  onJump: (comment: Comment) => void
}

export function CommentsBar({ threadId, comments, states, onJump }: CommentsBarProps) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [sending, setSending] = useState(false)
  const shown = comments.filter(({ text, settled }) => text.trim() !== '' && !settled)
  const waiting = unsent(comments).length
  if (shown.length === 0) return null
  const send = async () => {
    setSending(true)
    await sendComments(threadId)
    setSending(false)
  }
  const Arrow = open ? ChevronDown : ChevronUp
  return (
    <section aria-label={t('review.comments.title')} className="shrink-0 border-t border-line">
      {open && <Listed comments={shown} states={states} onJump={onJump} />}
      <div className="flex min-h-11 flex-wrap items-center gap-2 px-3 py-1.5">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="ring-inset-focus flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded-md px-1 text-start text-sm hover:bg-hover touch-target"
        >
          <Arrow size={14} aria-hidden className="shrink-0 text-muted" />
          {waiting > 0
            ? t('review.comments.waiting', { count: waiting })
            : t('review.comments.count', { count: shown.length })}
        </button>
        {waiting > 0 && (
          <Button
            weight="primary"
            size="sm"
            busy={sending}
            icon={<Send size={13} aria-hidden />}
            onClick={() => void send()}
          >
            {sending ? t('review.comments.sending') : t('review.comments.send')}
          </Button>
        )}
      </div>
    </section>
  )
}

function Listed({ comments, states, onJump }: Omit<CommentsBarProps, 'threadId'>) {
  return (
    <ul className="scroll-thin max-h-60 overflow-y-auto border-b border-line py-1">
      {comments.map((comment) => (
        <li key={comment.id}>
          <button
            type="button"
            onClick={() => onJump(comment)}
            className="ring-inset-focus flex min-h-8 w-full items-center gap-3 px-3 py-1 text-start text-sm hover:bg-hover touch-target"
          >
            <span className="min-w-0 flex-1">
              <span className="block truncate">{comment.text}</span>
              <span className="block truncate font-mono text-xs text-muted">
                {placeWords(comment)}
              </span>
            </span>
            <StateBadge state={states.get(comment.id) ?? 'draft'} settled={false} />
          </button>
        </li>
      ))}
    </ul>
  )
}
