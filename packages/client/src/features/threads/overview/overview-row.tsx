// One thread in the overview. The title has priority; what the agent does follows, then where it works and since when.
import type { ThreadId, ThreadSummary } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { Ellipsis, GitBranch, Laptop, Square } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import type { InList } from '../../../ui/layout/growing-list.tsx'
import { RunningMark } from '../../dev-servers/index.ts'
import { stopThread } from '../act/actions.ts'
import { ThreadMenu } from '../act/thread-menu.tsx'
import { useRenaming } from '../act/use-renaming.tsx'
import { Age } from '../row/age.tsx'
import { ThreadGlyph } from '../row/thread-glyph.tsx'
import { SelectBox } from './select-box.tsx'
import { isUnread } from '../select/look.ts'
import { isBusy } from '../select/order.ts'
import { useNowLine } from '../row/use-now-line.ts'
import { PendingAsk } from './pending-ask.tsx'

export type OverviewRowProps = {
  thread: ThreadSummary
  project: string
  selected: boolean
  /** Present where threads can be selected. */
  onSelect: ((id: ThreadId) => void) | undefined
} & InList

export const OverviewRow = memo(function OverviewRow(props: OverviewRowProps) {
  const { thread, project, selected, onSelect, ...inList } = props
  const { t } = useTranslation()
  const now = useNowLine(thread)
  const { title, start, field, place } = useRenaming(thread)
  const running = isBusy(thread)
  return (
    <li
      {...inList}
      {...place}
      className="group/row relative flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1 transition-colors last:border-b-0 hover:bg-hover max-md:px-3 max-md:py-2"
    >
      {onSelect && (
        <SelectBox
          label={t('inbox.select', { title: thread.title })}
          checked={selected}
          onChange={() => onSelect(thread.id)}
        />
      )}
      {field ? (
        <div className="relative flex w-[clamp(16rem,30%,28rem)] shrink-0 items-center gap-2 max-lg:w-48 max-md:w-auto max-md:flex-1">
          <ThreadGlyph thread={thread} />
          {field}
        </div>
      ) : (
        <Title thread={thread} title={title} />
      )}
      <Middle thread={thread} />
      <Where thread={thread} project={project} />
      <RunningMark threadId={thread.id} />
      <span className="relative flex shrink-0 items-center gap-0.5">
        <Age
          at={now?.stalled && thread.stalledAt ? thread.stalledAt : thread.since}
          className="min-w-9 text-end text-xs text-muted"
        />
        {running ? (
          <IconButton
            size="sm"
            label={t('overview.stopFor', { title: thread.title })}
            icon={<Square size={12} aria-hidden />}
            onClick={() => void stopThread(thread)}
          />
        ) : (
          <span className="size-6 max-md:hidden" />
        )}
        {field ? (
          <span className="size-6" />
        ) : (
          <ThreadMenu
            thread={thread}
            onRename={start}
            triggerClassName="flex size-6 items-center justify-center rounded-md text-muted hover:bg-selected hover:text-fg aria-expanded:bg-selected touch-target"
            trigger={<Ellipsis size={15} aria-hidden />}
          />
        )}
      </span>
    </li>
  )
})

function Title({ thread, title }: { thread: ThreadSummary; title: string }) {
  const { t } = useTranslation()
  return (
    <Link
      to="/t/$threadId"
      params={{ threadId: thread.id }}
      aria-label={t('overview.openFor', { title })}
      className="ring-inset-focus flex min-h-7 w-[clamp(16rem,30%,28rem)] shrink-0 items-center gap-2 rounded-md after:absolute after:inset-0 max-lg:w-48 max-md:w-auto max-md:min-w-0 max-md:flex-1 touch-target"
      title={title}
    >
      <ThreadGlyph thread={thread} />
      <span
        className={`min-w-0 flex-1 truncate ${isUnread(thread) ? 'font-semibold' : 'font-medium'}`}
      >
        {title}
      </span>
    </Link>
  )
}

/** What it asks, with its answer; or what it does. */
function Middle({ thread }: { thread: ThreadSummary }) {
  const now = useNowLine(thread)
  if (thread.status === 'waiting')
    return (
      <span className="contents max-md:*:order-2">
        <PendingAsk thread={thread} />
      </span>
    )
  return (
    <span
      title={now?.text}
      className={`min-w-0 flex-1 truncate text-sm max-md:order-2 max-md:basis-full ${now?.stalled ? 'text-stall' : 'text-muted'}`}
    >
      {now?.text}
    </span>
  )
}

function Where({ thread, project }: Pick<OverviewRowProps, 'thread' | 'project'>) {
  const { t } = useTranslation()
  const local = thread.mode === 'local'
  return (
    <span
      className="flex w-56 min-w-0 items-center gap-1.5 text-xs text-muted max-xl:hidden"
      title={local ? t('threads.local') : (thread.branch ?? undefined)}
    >
      <span className="max-w-24 shrink-0 truncate">{project}</span>
      {local ? (
        <Laptop size={12} aria-label={t('threads.local')} className="shrink-0" />
      ) : (
        <GitBranch size={12} aria-hidden className="shrink-0" />
      )}
      <span className="min-w-0 truncate font-mono">{thread.branch}</span>
    </span>
  )
}
