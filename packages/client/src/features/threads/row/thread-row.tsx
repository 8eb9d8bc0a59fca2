// One thread in a list: 32 px on a wide screen, two lines on a phone. Activity changes its glyph and words, never its size
// or place.
import { Link } from '@tanstack/react-router'
import { BellOff, Ellipsis, Laptop, Pin, ShieldOff } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadSummary } from '@a-parallel/shared'
import type { InList } from '../../../ui/layout/growing-list.tsx'
import { RunningMark } from '../../dev-servers/index.ts'
import { isUnread } from '../select/look.ts'
import { ThreadMenu } from '../act/thread-menu.tsx'
import { useRenaming } from '../act/use-renaming.tsx'
import { Age } from './age.tsx'
import { ThreadGlyph } from './thread-glyph.tsx'
import { useNowLine } from './use-now-line.ts'

const look =
  'ring-inset-focus flex min-h-8 items-center gap-x-2 rounded-md px-2 transition-colors hover:bg-hover aria-[current=page]:bg-selected touch-target max-md:min-h-12 max-md:py-1.5 max-md:pe-11'

export type ThreadRowProps = { thread: ThreadSummary } & InList

export const ThreadRow = memo(function ThreadRow({ thread, ...inList }: ThreadRowProps) {
  const { t } = useTranslation()
  const now = useNowLine(thread)
  const unread = isUnread(thread)
  const { title, start, field, place } = useRenaming(thread)
  const where = thread.mode === 'local' ? t('threads.local') : (thread.branch ?? '')
  return (
    <li className="group/row relative" {...inList} {...place}>
      {field ? (
        <div className={look}>
          <ThreadGlyph thread={thread} />
          {field}
        </div>
      ) : (
        <Link
          to="/t/$threadId"
          params={{ threadId: thread.id }}
          className={look}
          title={[title, now?.text, where].filter(Boolean).join('\n')}
        >
          <ThreadGlyph thread={thread} />
          {/* Where both do not fit on the line, the words wrap out of sight and the title has it alone. */}
          <span className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2 md:h-5 md:overflow-hidden">
            <span
              className={`max-w-full min-w-0 truncate max-md:basis-full ${unread ? 'font-semibold' : ''}`}
            >
              {title}
            </span>
            {now !== null && (
              <span
                className={`min-w-20 flex-1 truncate text-sm ${now.stalled ? 'text-stall' : 'text-muted'}`}
              >
                {now.text}
              </span>
            )}
          </span>
          <Marks thread={thread} />
          <Age
            at={now?.stalled && thread.stalledAt ? thread.stalledAt : thread.since}
            className="shrink-0 text-end text-xs text-muted md:min-w-6 md:group-focus-within/row:invisible md:group-hover/row:invisible"
          />
        </Link>
      )}
      {!field && (
        <span className="absolute end-1 top-1/2 -translate-y-1/2">
          <ThreadMenu
            thread={thread}
            onRename={start}
            triggerClassName="flex size-7 items-center justify-center rounded-md text-muted hover:bg-selected hover:text-fg focus-visible:opacity-100 aria-expanded:bg-selected aria-expanded:opacity-100 md:opacity-0 md:group-focus-within/row:opacity-100 md:group-hover/row:opacity-100 touch-target"
            trigger={<Ellipsis size={15} aria-hidden />}
          />
        </span>
      )}
    </li>
  )
})

function Marks({ thread }: { thread: ThreadSummary }) {
  const { t } = useTranslation()
  return (
    <>
      <RunningMark threadId={thread.id} />
      {thread.pinned && (
        <Pin size={12} aria-label={t('attention.pinned')} className="shrink-0 text-muted" />
      )}
      {thread.muted && (
        <BellOff size={12} aria-label={t('attention.muted')} className="shrink-0 text-muted" />
      )}
      {thread.permissionMode === 'bypass' && (
        <ShieldOff size={12} aria-label={t('modes.bypassOn')} className="shrink-0 text-fail" />
      )}
      {thread.mode === 'local' && (
        <Laptop size={12} aria-label={t('threads.local')} className="shrink-0 text-muted" />
      )}
    </>
  )
}
