// All threads in columns by what they ask of a person. A thread stands where its state puts it; none is moved by hand.
import type { ThreadSummary } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { Ellipsis } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useProjects } from '../../projects/index.ts'
import { VirtualList } from '../../../ui/layout/virtual-list.tsx'
import { ThreadMenu } from '../act/thread-menu.tsx'
import { Age } from '../row/age.tsx'
import { ThreadGlyph } from '../row/thread-glyph.tsx'
import { useNowLine } from '../row/use-now-line.ts'
import { isUnread } from '../select/look.ts'
import { byAttention, byCreation } from '../select/order.ts'
import { Held, useHold, useSteady } from '../tree/use-steady.ts'
import { useThreads } from '../use-threads.ts'
import { stateOf, type OverviewState } from './filter.ts'
import { PendingAsk } from './pending-ask.tsx'
import { stateColours, stateTitles } from './state-titles.ts'

/** A column that is empty stays, so that the others keep their place. */
const columns = [
  ['needs'],
  ['running', 'stalled'],
  ['ready'],
  ['failed'],
  ['others', 'archived'],
] as const satisfies readonly (readonly OverviewState[])[]

export function Board({ threads }: { threads: readonly ThreadSummary[] }) {
  const { held, handlers } = useHold()
  return (
    <Held value={held}>
      <div className="scroll-thin flex min-h-0 flex-1 gap-3 overflow-x-auto p-4" {...handlers}>
        {columns.map((states) => (
          <Column key={states[0]} states={states} threads={threads} />
        ))}
      </div>
    </Held>
  )
}

type ColumnProps = { states: readonly OverviewState[]; threads: readonly ThreadSummary[] }

const keyOf = (thread: ThreadSummary) => thread.id
const draw = (thread: ThreadSummary) => <Card thread={thread} />

function Column({ states, threads }: ColumnProps) {
  const { t } = useTranslation()
  const [first] = states
  const wanted = threads
    .filter((thread) => states.includes(stateOf(thread)))
    .toSorted(first === 'needs' ? byAttention : byCreation)
  const shown = useSteady(wanted, useThreads())
  const title = t(stateTitles[first ?? 'others'])
  return (
    <section aria-label={title} className="flex min-w-52 flex-1 flex-col rounded-lg bg-sidebar">
      <h2
        className={`flex items-center gap-1.5 px-3 pt-3 pb-2 text-xs font-semibold ${stateColours[first ?? 'others'] ?? 'text-muted'}`}
      >
        {title} <span className="font-normal">{wanted.length}</span>
      </h2>
      {shown.length === 0 ? (
        <p className="px-3 pb-3 text-sm text-muted">{t('overview.noneHere')}</p>
      ) : (
        <VirtualList
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a virtual list is no ul
          role="list"
          label={title}
          rows={shown}
          keyOf={keyOf}
          draw={draw}
          rowHeight={76}
          className="scroll-thin ring-inset-focus min-h-0 flex-1 overflow-y-auto rounded-lg px-2 pb-2"
        />
      )}
    </section>
  )
}

function Card({ thread }: { thread: ThreadSummary }) {
  const projects = useProjects()
  const now = useNowLine(thread)
  const project = projects.find(({ id }) => id === thread.projectId)?.name ?? ''
  return (
    <article className="relative mb-2 flex flex-col gap-1.5 rounded-md border border-line bg-bg p-2.5 hover:border-border">
      <div className="flex items-start gap-2">
        <span className="pt-0.5">
          <ThreadGlyph thread={thread} />
        </span>
        <Link
          to="/t/$threadId"
          params={{ threadId: thread.id }}
          className={`ring-inset-focus min-w-0 flex-1 rounded-sm wrap-anywhere after:absolute after:inset-0 ${isUnread(thread) ? 'font-semibold' : 'font-medium'}`}
        >
          {thread.title}
        </Link>
        <span className="relative">
          <ThreadMenu
            thread={thread}
            triggerClassName="flex size-6 items-center justify-center rounded-md text-muted hover:bg-selected hover:text-fg aria-expanded:bg-selected touch-target"
            trigger={<Ellipsis size={15} aria-hidden />}
          />
        </span>
      </div>
      {thread.status === 'waiting' ? (
        <PendingAsk thread={thread} />
      ) : (
        now && (
          <p
            title={now.text}
            className={`truncate text-sm ${now.stalled ? 'text-stall' : 'text-muted'}`}
          >
            {now.text}
          </p>
        )
      )}
      <p className="flex items-center gap-2 text-xs text-muted">
        <span className="min-w-0 flex-1 truncate">{project}</span>
        <Age at={thread.attention?.since ?? thread.since} />
      </p>
    </article>
  )
}
