// One thread of the grid: its name and state, its conversation as it comes, what it asks, and a line to write to it.
import { Link } from '@tanstack/react-router'
import { Maximize2, Square, X } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadSummary, ThreadView } from '@a-parallel/shared'
import { ApprovalDock } from '../../../features/approvals/index.ts'
import { CommandScopeProvider } from '../../../features/commands/index.ts'
import { useProjects } from '../../../features/projects/index.ts'
import { Age, stopThread, ThreadGlyph } from '../../../features/threads/index.ts'
import { Transcript, TranscriptProvider } from '../../../features/timeline/index.ts'
import type { ThreadState } from '../../../live/thread-state.ts'
import { useThread } from '../../../live/use-thread.ts'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { openTextsOf, useRows } from '../thread/use-rows.ts'
import { useStartWaits } from '../thread/use-start-waits.ts'
import { QuickMessage } from './quick-message.tsx'

type GridCellProps = {
  thread: ThreadSummary
  /** The person was in it last: commands concern it. */
  current: boolean
  onCurrent: () => void
  onClose: () => void
}

/** Not the text being produced: that concerns single rows. */
const withoutText = (state: ThreadState) => (state.kind === 'ready' ? state.view : state)

export function GridCell({ thread, current, onCurrent, onClose }: GridCellProps) {
  const heading = useId()
  const words = useProblemWords()
  const state = useThread(thread.id, withoutText)
  const [element, setElement] = useState<HTMLElement | null>(null)
  const { title } = thread
  const scope = useMemo(
    () => ({ name: title, active: current, element }),
    [title, current, element],
  )
  return (
    <section
      ref={setElement}
      aria-labelledby={heading}
      onFocusCapture={onCurrent}
      className="@container/cell flex min-h-0 min-w-0 flex-col overflow-hidden rounded-lg border border-line bg-bg"
    >
      <CellHeader heading={heading} thread={thread} onClose={onClose} />
      {!('kind' in state) ? (
        <CommandScopeProvider value={scope}>
          <Body view={state} />
        </CommandScopeProvider>
      ) : state.kind === 'refused' ? (
        <p role="alert" className="p-4 text-fail wrap-anywhere">
          {words(state.problem).text}
        </p>
      ) : (
        <Skeleton lines={['60%', '85%', '40%']} className="p-4" />
      )}
    </section>
  )
}

type CellHeaderProps = Pick<GridCellProps, 'thread' | 'onClose'> & { heading: string }

function CellHeader({ heading, thread, onClose }: CellHeaderProps) {
  const { t } = useTranslation()
  const { title, id, status } = thread
  const project = useProjects().find((one) => one.id === thread.projectId)?.name ?? ''
  const working = ['pending', 'running', 'waiting'].includes(status)
  return (
    <header className="flex min-h-9 shrink-0 items-center gap-2 border-b border-line ps-3 pe-1">
      <ThreadGlyph thread={thread} />
      <h2 id={heading} className="min-w-0 truncate text-sm font-medium" title={title}>
        {title}
      </h2>
      <span className="min-w-0 flex-1 truncate text-xs text-muted">{project}</span>
      <Age at={thread.since} className="shrink-0 text-xs text-muted" />
      {working && (
        <IconButton
          size="sm"
          label={t('overview.stopFor', { title })}
          icon={<Square size={12} aria-hidden />}
          onClick={() => void stopThread(thread)}
        />
      )}
      <Link
        to="/t/$threadId"
        params={{ threadId: id }}
        aria-label={t('overview.openFor', { title })}
        className="flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg touch-target"
      >
        <Maximize2 size={13} aria-hidden />
      </Link>
      <IconButton
        size="sm"
        label={t('grid.remove', { title })}
        icon={<X size={14} aria-hidden />}
        onClick={onClose}
      />
    </header>
  )
}

function Body({ view }: { view: ThreadView }) {
  const rows = useRows(view)
  const startWaits = useStartWaits(view)
  const shared = useMemo(
    () => ({
      threadId: view.id,
      projectId: view.projectId,
      openTexts: openTextsOf(view.id),
      startWaits,
    }),
    [view.id, view.projectId, startWaits],
  )
  return (
    <TranscriptProvider value={shared}>
      <div className="flex min-h-0 flex-1 flex-col">
        <Transcript threadId={view.id} rows={rows} items={view.items} />
      </div>
      {/* A tall card gives way, so that the line below it stays in sight. */}
      <div className="flex min-h-0 flex-col px-2 pb-2">
        <div className="flex min-h-0 flex-col py-1.5 empty:hidden">
          <ApprovalDock view={view} />
        </div>
        {!view.archived && (
          <div className="shrink-0">
            <QuickMessage threadId={view.id} title={view.title} />
          </div>
        )}
      </div>
    </TranscriptProvider>
  )
}
