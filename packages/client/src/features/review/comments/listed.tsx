// The comments of a thread below one another, each with what can be done with it: also where its lines stand nowhere any more,
// so that no diff shows it.
import { Pencil } from 'lucide-react'
import { cx } from 'class-variance-authority'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId } from '@a-parallel/shared'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { NamedText, OneLine } from '../../../ui/text/named-text.tsx'
import { CommentActs } from './comment-acts.tsx'
import { CommentBox } from './comment-box.tsx'
import type { Comment, CommentState } from './comment.ts'
import { placeWords } from './send.ts'
import { StateBadge } from './state-badge.tsx'

type ListedProps = {
  threadId: ThreadId
  comments: readonly Comment[]
  states: ReadonlyMap<string, CommentState>
  /** The one that is written here. */
  editing: string | null
  onEdit: (id: string | null) => void
  onJump: (comment: Comment) => void
  /** The last one goes: the focus has to go elsewhere. */
  onNone: () => void
}

export function Listed(props: ListedProps) {
  const { threadId, comments, states, editing, onEdit, onJump, onNone } = props
  const list = useRef<HTMLUListElement>(null)
  const row = (at: number) =>
    list.current?.children[at]?.querySelector<HTMLElement>('[data-comment]')
  const onGoing = (at: number) => {
    const next = row(at + 1) ?? row(at - 1)
    if (next) next.focus()
    else onNone()
  }
  const onClose = (id: string) => {
    onEdit(null)
    // Its row is there again by then.
    requestAnimationFrame(() => row(comments.findIndex((one) => one.id === id))?.focus())
  }
  return (
    <ul ref={list} className="scroll-thin max-h-72 overflow-y-auto border-b border-line py-1">
      {comments.map((comment, at) => (
        <li key={comment.id} className="px-3 py-1.5">
          {comment.id === editing && comment.sent === null ? (
            <CommentBox
              threadId={threadId}
              comment={comment}
              onClose={() => onClose(comment.id)}
              onGone={() => {
                onEdit(null)
                onGoing(at)
              }}
            />
          ) : (
            <Entry
              {...{ threadId, comment, onJump, onEdit }}
              state={states.get(comment.id) ?? 'draft'}
              onGoing={() => onGoing(at)}
            />
          )}
        </li>
      ))}
    </ul>
  )
}

type EntryProps = Pick<ListedProps, 'threadId' | 'onEdit' | 'onJump'> & {
  comment: Comment
  state: CommentState
  onGoing: () => void
}

function Entry({ threadId, comment, state, onEdit, onJump, onGoing }: EntryProps) {
  const { t } = useTranslation()
  const gone = state === 'outdated' || state === 'answered'
  return (
    <div className="flex items-start gap-1.5">
      <div className="min-w-0 flex-1">
        <button
          type="button"
          data-comment
          onClick={() => onJump(comment)}
          className="ring-inset-focus block w-full rounded-sm px-1 text-start text-sm hover:bg-hover touch-target"
        >
          <span className="line-clamp-4 wrap-anywhere whitespace-pre-wrap">{comment.text}</span>
          <span className="block truncate font-mono text-xs text-muted">
            <OneLine text={placeWords(comment)} />
          </span>
        </button>
        {gone && <Before quote={comment.quote} />}
      </div>
      <span className="flex shrink-0 items-center gap-1">
        <StateBadge state={state} settled={false} />
        {comment.sent === null && (
          <IconButton
            size="sm"
            label={t('review.comments.change')}
            icon={<Pencil size={13} aria-hidden />}
            onClick={() => onEdit(comment.id)}
          />
        )}
        <CommentActs threadId={threadId} comment={comment} onGoing={onGoing} />
      </span>
    </div>
  )
}

/** So many of the lines are shown. */
const most = 6
const grounds: Partial<Record<string, string>> = { '+': 'bg-add', '-': 'bg-del' }

/** The lines as they were when the comment was written. */
function Before({ quote }: { quote: readonly string[] }) {
  const { t } = useTranslation()
  const rest = quote.length - most
  return (
    <figure className="mt-1 ms-1 overflow-hidden rounded-sm border border-line">
      <figcaption className="sr-only">{t('review.comments.before')}</figcaption>
      {quote.slice(0, most).map((line, at) => (
        <code
          // Lines have no other identity.
          key={at}
          dir="ltr"
          className={cx(
            'block px-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere',
            grounds[line[0] ?? ''],
          )}
        >
          <NamedText text={line} />
        </code>
      ))}
      {rest > 0 && (
        <p className="px-2 text-xs text-muted">{t('review.comments.moreLines', { count: rest })}</p>
      )}
    </figure>
  )
}
