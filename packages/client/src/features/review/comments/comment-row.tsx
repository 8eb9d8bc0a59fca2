// A comment below the lines that it is about. What is typed is kept at once; Mod+Enter and Escape only close the box.
import { Check, Quote, Trash2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { keysFor } from '../../../platform/browser.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { isComposing, TextArea } from '../../../ui/controls/text-area.tsx'
import { usePane, useUi } from '../state/pane.ts'
import type { Comment, CommentState } from './comment.ts'
import { placeWords } from './send.ts'
import { StateBadge } from './state-badge.tsx'
import { changeComment, removeComment } from './store.ts'

type CommentRowProps = { comment: Comment; state: CommentState }

export function CommentRow({ comment, state }: CommentRowProps) {
  const { threadId } = usePane()
  const writing = useUi(({ writing: id }) => id === comment.id)
  return (
    <div className="border-y border-line bg-bg px-3 py-2 font-sans whitespace-normal">
      {writing ? (
        <Box threadId={threadId} comment={comment} />
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
  const draft = sent === null
  return (
    <div className="flex max-w-2xl items-start gap-2">
      <Quote size={14} aria-hidden className="mt-1 shrink-0 text-need" />
      <div className="min-w-0 flex-1">
        {draft ? (
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
      {!draft && !settled && (
        <IconButton
          size="sm"
          label={t('review.comments.settle')}
          icon={<Check size={14} aria-hidden />}
          onClick={() => changeComment(threadId, id, { settled: true })}
        />
      )}
      <IconButton
        size="sm"
        label={t('review.comments.remove')}
        icon={<Trash2 size={13} aria-hidden />}
        onClick={() => removeComment(threadId, id)}
      />
    </div>
  )
}

function Box({ threadId, comment }: { threadId: ThreadId; comment: Comment }) {
  const { t } = useTranslation()
  const { ui } = usePane()
  const box = useRef<HTMLTextAreaElement>(null)
  const { id, text } = comment
  useEffect(() => box.current?.focus(), [])
  const line = () =>
    box.current?.closest('[data-row]')?.previousElementSibling?.querySelector('[data-stop]')
  const close = () => {
    const back = line()
    ui.setState({ writing: null, selection: null })
    if (text.trim() === '') removeComment(threadId, id)
    if (back instanceof HTMLElement) back.focus({ preventScroll: true })
  }
  return (
    <div className="flex max-w-2xl flex-col gap-1.5">
      <p className="text-xs text-muted">{placeWords(comment)}</p>
      <TextArea
        ref={box}
        minLines={2}
        label={t('review.comments.label', { place: placeWords(comment) })}
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
        <Button
          size="sm"
          weight="quiet"
          onClick={() => {
            changeComment(threadId, id, { text: '' })
            removeComment(threadId, id)
            ui.setState({ writing: null })
          }}
        >
          {t('review.comments.remove')}
        </Button>
        <Button size="sm" title={keysFor('Mod+Enter')} onClick={close}>
          {t('review.comments.keep')}
        </Button>
      </div>
    </div>
  )
}
