// One entry of the inbox: what it is about on one line, and the whole card under it where a person stands at it.
import { Link } from '@tanstack/react-router'
import { cx } from 'class-variance-authority'
import { ChevronRight } from 'lucide-react'
import { memo, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { asksPerson } from '@a-parallel/contract/model'
import type { ThreadId, ThreadSummary } from '@a-parallel/shared'
import type { ThreadState } from '../../live/thread-state.ts'
import { useThread } from '../../live/use-thread.ts'
import { Button, buttonLook } from '../../ui/controls/button.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { StatusGlyph } from '../../ui/display/status-glyph.tsx'
import { useProblemWords } from '../../words/problem-text.ts'
import { ApprovalDock } from '../approvals/index.ts'
import { useProjects } from '../projects/index.ts'
import { Age, PendingAsk, ThreadGlyph } from '../threads/index.ts'
import { markDone } from './done.ts'
import type { InboxGroup } from './entries.ts'
import { currentMark } from './use-inbox-keys.ts'

const colours: Record<InboxGroup, string> = {
  needs: 'text-need',
  results: 'text-review',
  failed: 'text-fail',
}

export function Heading({ group, count }: { group: InboxGroup; count: number }) {
  const { t } = useTranslation()
  return (
    <h2
      className={`flex items-center gap-1.5 px-4 pt-5 pb-1.5 text-xs font-semibold max-md:px-3 ${colours[group]}`}
    >
      {t(`inbox.${group}`)} <span className="font-normal">{count}</span>
    </h2>
  )
}

export type EntryRowProps = {
  thread: ThreadSummary
  /** The person stands at it. */
  open: boolean
  selected: boolean
  onSelect: (entry: ThreadSummary) => void
  onOpen: (id: ThreadId | undefined) => void
}

export const EntryRow = memo(function EntryRow(props: EntryRowProps) {
  const { thread, open, selected, onSelect, onOpen } = props
  const { t } = useTranslation()
  const row = useRef<HTMLDivElement>(null)
  const asks = asksPerson(thread.attention)
  useEffect(() => {
    // Walking brings the focus along, and answering leaves it nowhere: it goes on to what stands there now.
    if (open && isFreeToTake(row.current)) row.current?.focus({ preventScroll: true })
  }, [open])
  return (
    <div
      ref={row}
      tabIndex={-1}
      {...(open ? { [currentMark]: '' } : {})}
      className={cx(
        'ring-inset-focus flex flex-col border-b border-line',
        open ? 'bg-selected/40' : 'hover:bg-hover',
      )}
    >
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5 max-md:px-3">
        <label className="flex size-6 shrink-0 items-center justify-center touch-target">
          <input
            type="checkbox"
            checked={selected}
            onChange={() => onSelect(thread)}
            aria-label={t('inbox.select', { title: thread.title })}
            className="size-4 accent-(--accent)"
          />
        </label>
        <Title thread={thread} />
        <Middle thread={thread} open={open} />
        <span className="flex shrink-0 items-center gap-1 max-md:ms-auto">
          <Age
            at={thread.attention?.since ?? thread.since}
            className="min-w-9 text-end text-xs text-muted"
          />
          {asks ? (
            <button
              type="button"
              aria-expanded={open}
              aria-label={t('inbox.answerHere', { title: thread.title })}
              onClick={() => onOpen(open ? undefined : thread.id)}
              className="flex size-7 items-center justify-center rounded-md text-muted hover:bg-selected hover:text-fg touch-target"
            >
              <ChevronRight
                size={15}
                aria-hidden
                className={cx('transition-transform', open && 'rotate-90')}
              />
            </button>
          ) : (
            <span className="size-7 max-md:hidden" />
          )}
        </span>
      </div>
      {open && asks && <Card threadId={thread.id} />}
    </div>
  )
})

/** The focus is in the list or nowhere; never where somebody writes, in a card or elsewhere on the page. */
function isFreeToTake(row: HTMLElement | null): boolean {
  const { activeElement } = document
  if (activeElement === null || activeElement === document.body) return true
  if (row?.contains(activeElement) || activeElement.matches('textarea, input[type=text]'))
    return false
  return row?.closest('[role=list]')?.contains(activeElement) ?? false
}

function Title({ thread }: { thread: ThreadSummary }) {
  const projects = useProjects()
  const project = projects.find(({ id }) => id === thread.projectId)?.name ?? ''
  return (
    <Link
      to="/t/$threadId"
      params={{ threadId: thread.id }}
      title={thread.title}
      className="ring-inset-focus flex min-h-7 w-[clamp(18rem,32%,30rem)] shrink-0 items-center gap-2 rounded-md hover:underline max-lg:w-56 max-md:w-auto max-md:min-w-0 max-md:flex-1 touch-target"
    >
      {thread.attention === null ? (
        <StatusGlyph shape="check" tone="review" />
      ) : (
        <ThreadGlyph thread={thread} />
      )}
      <span className="min-w-0 truncate font-medium">{thread.title}</span>
      <span className="max-w-24 shrink-0 truncate text-xs text-muted">{project}</span>
    </Link>
  )
}

/** What is asked, with its answer where that is one press; or how it ended. */
function Middle({ thread, open }: { thread: ThreadSummary; open: boolean }) {
  const { t } = useTranslation()
  const { attention } = thread
  if (attention === null)
    return <span className="min-w-0 flex-1 text-sm text-muted">{t('inbox.settled')}</span>
  if (asksPerson(attention)) {
    const shown = open ? (
      <span className="min-w-0 flex-1 truncate text-sm text-muted max-md:hidden">
        {thread.nowLine}
      </span>
    ) : (
      <PendingAsk thread={thread} />
    )
    return <span className="contents max-md:*:order-2">{shown}</span>
  }
  return (
    <span className="flex min-w-0 flex-1 items-center gap-2 max-md:order-2 max-md:basis-full">
      <span
        className={`min-w-0 flex-1 text-sm ${attention.kind === 'failed' ? 'text-fail' : 'text-muted'}`}
      >
        {t(attention.kind === 'failed' ? 'status.failed' : 'status.ready')}
      </span>
      <Link
        to="/t/$threadId"
        params={{ threadId: thread.id }}
        aria-label={t('overview.openFor', { title: thread.title })}
        className={buttonLook({ size: 'sm', className: 'max-md:min-h-11' })}
      >
        {t('overview.open')}
      </Link>
      <Button
        size="sm"
        aria-label={t('inbox.doneFor', { title: thread.title })}
        onClick={() => void markDone([thread])}
        className="max-md:min-h-11"
      >
        {t('inbox.markDone')}
      </Button>
    </span>
  )
}

/** Not the text being produced: a card shows none. */
const withoutText = (state: ThreadState) => (state.kind === 'ready' ? state.view : state)

function Card({ threadId }: { threadId: ThreadId }) {
  const words = useProblemWords()
  const state = useThread(threadId, withoutText)
  return (
    <div className="mx-auto w-full max-w-4xl px-4 pb-3 max-md:px-2">
      {!('kind' in state) ? (
        <ApprovalDock view={state} />
      ) : state.kind === 'refused' ? (
        <p role="alert" className="text-fail">
          {words(state.problem).text}
        </p>
      ) : (
        <Skeleton lines={['40%', '85%', '60%']} className="py-3" />
      )}
    </div>
  )
}
