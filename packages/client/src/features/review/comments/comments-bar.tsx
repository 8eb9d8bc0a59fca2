// All comments of the thread at the foot of the pane: how many wait to be sent, where each stands, and the way to send them.
import { ChevronDown, ChevronUp, Send } from 'lucide-react'
import { useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { useCommand } from '../../commands/index.ts'
import { unsent, type Comment, type CommentState } from './comment.ts'
import { Listed } from './listed.tsx'
import { sendComments } from './send.ts'

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
  const [editing, setEditing] = useState<string | null>(null)
  const bar = useRef<HTMLElement>(null)
  const shown = comments.filter(
    ({ id, text, settled }) => !settled && (text.trim() !== '' || id === editing),
  )
  const waiting = unsent(comments)
  const some = waiting.length > 0
  const { outdated, sending, send } = useSending(threadId, waiting, states, () => setEditing(null))
  if (shown.length === 0) return null
  return (
    <section
      ref={bar}
      aria-label={t('review.comments.title')}
      className="shrink-0 border-t border-line"
    >
      {open && (
        <Listed
          {...{ threadId, states, editing, onJump }}
          comments={shown}
          onEdit={setEditing}
          onNone={() => bar.current?.closest<HTMLElement>('[data-region]')?.focus()}
        />
      )}
      <div className="flex min-h-11 flex-wrap items-center gap-2 px-3 py-1.5">
        <Toggle
          open={open}
          onToggle={() => {
            setEditing(null)
            setOpen(!open)
          }}
        >
          {some
            ? t('review.comments.waiting', { count: waiting.length })
            : t('review.comments.count', { count: shown.length })}
        </Toggle>
        {some && (
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
        {outdated.length > 0 && (
          <p className="w-full px-1 text-xs text-need">
            {t('review.comments.outdated', { count: outdated.length })}
          </p>
        )}
      </div>
    </section>
  )
}

/** Sends them by the button, or by name from the palette. */
function useSending(
  threadId: ThreadId,
  waiting: readonly Comment[],
  states: CommentsBarProps['states'],
  onSend: () => void,
) {
  const [sending, setSending] = useState(false)
  const outdated = waiting.filter(({ id }) => states.get(id) === 'outdated')
  const send = async () => {
    setSending(true)
    onSend()
    await sendComments(threadId, new Set(outdated.map(({ id }) => id)))
    setSending(false)
  }
  const when = waiting.length > 0 && !sending
  useCommand('reviewSendComments', () => void send(), { when })
  return { outdated, sending, send }
}

type ToggleProps = { open: boolean; onToggle: () => void; children: ReactNode }

function Toggle({ open, onToggle, children }: ToggleProps) {
  const Arrow = open ? ChevronDown : ChevronUp
  return (
    <button
      type="button"
      aria-expanded={open}
      onClick={onToggle}
      className="ring-inset-focus flex min-h-7 min-w-0 flex-1 items-center gap-1.5 rounded-md px-1 text-start text-sm hover:bg-hover touch-target"
    >
      <Arrow size={14} aria-hidden className="shrink-0 text-muted" />
      {children}
    </button>
  )
}
