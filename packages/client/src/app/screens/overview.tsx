// All threads at a glance, as list, board or live grid. On a phone this is the home page: who waits, then the sidebar's
// lists.
import { Link, Navigate, useNavigate, useSearch } from '@tanstack/react-router'
import { Inbox, Search, Settings, SquarePen } from 'lucide-react'
import { lazy, Suspense, useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { runCommand, useKeysOf } from '../../features/commands/index.ts'
import { useInboxSize } from '../../features/inbox/index.ts'
import { useProjects, useProjectsKnown } from '../../features/projects/index.ts'
import {
  Board,
  FilterBar,
  filtered,
  OverviewList,
  overviewViews,
  ThreadLists,
  stateOf,
  useListed,
  type OverviewSearch,
} from '../../features/threads/index.ts'
import { store, stored, useMedia } from '../../platform/browser.ts'
import { Button, buttonLook } from '../../ui/controls/button.tsx'
import { IconButton } from '../../ui/controls/icon-button.tsx'
import { EmptyState } from '../../ui/display/empty-state.tsx'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { ConnectionChip } from '../shell/connection-chip.tsx'
import { Mark } from '../shell/mark.tsx'
import { ScreenHeader } from '../shell/screen-header.tsx'
import { phone } from '../shell/shell.tsx'

const Grid = lazy(() => import('./grid/grid.tsx').then(({ Grid: grid }) => ({ default: grid })))

export function OverviewScreen() {
  const onPhone = useMedia(phone)
  const known = useProjectsKnown()
  const none = useProjects().length === 0
  if (known && none) return <Navigate to="/welcome" replace />
  return onPhone ? <PhoneHome /> : <WideHome known={known} />
}

/** How the overview was looked at last, for an address that does not say. */
const lastView = 'overview-view'

function useOverviewSearch() {
  const search = useSearch({ from: '/' })
  const navigate = useNavigate()
  const view = search.view ?? overviewViews.find((one) => one === stored(lastView)) ?? 'list'
  const change = useCallback(
    (more: OverviewSearch) => {
      if (more.view) store(lastView, more.view)
      const filled = (before: OverviewSearch) =>
        Object.fromEntries(Object.entries({ ...before, ...more }).filter(([, value]) => value))
      void navigate({ to: '/', search: filled, replace: true })
    },
    [navigate],
  )
  return { search, view, change }
}

function WideHome({ known }: { known: boolean }) {
  const { t } = useTranslation()
  const empty = useListed().length === 0
  const { search, view, change } = useOverviewSearch()
  return (
    <>
      <ScreenHeader title={t('overview.title')} />
      {!known && <Skeleton lines={['25%', '70%', '55%', '65%']} className="p-6" />}
      {known && empty && <NoThreads />}
      {known && !empty && (
        <>
          <FilterBar search={search} view={view} onChange={change} />
          <Shown search={search} view={view} onChange={change} />
        </>
      )}
    </>
  )
}

type ShownProps = {
  search: OverviewSearch
  view: NonNullable<OverviewSearch['view']>
  onChange: (change: OverviewSearch) => void
}

function Shown({ search, view, onChange }: ShownProps) {
  const { t } = useTranslation()
  const threads = filtered(useListed(), search)
  const onIds = useCallback((ids: string) => onChange({ ids }), [onChange])
  if (threads.length === 0 && view !== 'grid')
    return (
      <EmptyState
        title={t('overview.noneFound')}
        action={
          <Button onClick={() => onChange({ q: undefined, project: undefined, state: undefined })}>
            {t('overview.showAll')}
          </Button>
        }
      />
    )
  if (view === 'list')
    return (
      <div className="scroll-thin flex min-h-0 flex-1 flex-col overflow-y-auto pb-8">
        <OverviewList threads={threads} selectable />
      </div>
    )
  return (
    <Suspense fallback={<Skeleton lines={['25%', '70%', '55%', '65%']} className="p-6" />}>
      {view === 'board' ? (
        <Board threads={threads} />
      ) : (
        <Grid ids={search.ids} threads={threads} onIds={onIds} />
      )}
    </Suspense>
  )
}

function NoThreads() {
  const { t } = useTranslation()
  const newThreadKeys = useKeysOf('newThread')
  return (
    <EmptyState
      title={t('overview.empty')}
      detail={t('overview.emptyDetail')}
      action={
        <Link to="/new" title={newThreadKeys} className={buttonLook({ weight: 'primary' })}>
          {t('nav.newThread')}
        </Link>
      }
    />
  )
}

/** What a person must see before anything else. */
const unseen = new Set(['needs', 'failed', 'stalled'])

function PhoneHome() {
  const { t } = useTranslation()
  const inbox = useInboxSize()
  const shown = useListed().filter((thread) => unseen.has(stateOf(thread)))
  const square = 'flex size-11 items-center justify-center rounded-md text-muted'
  return (
    <>
      <header className="flex min-h-12 shrink-0 items-center gap-2 border-b border-line ps-4 pe-1">
        <Mark />
        <h1 tabIndex={-1} className="min-w-0 flex-1 font-semibold tracking-tight outline-none">
          {t('app.name')}
        </h1>
        <ConnectionChip quiet />
        <Link
          to="/inbox"
          aria-label={inbox > 0 ? t('inbox.with', { count: inbox }) : t('inbox.title')}
          className={`${square} gap-1 text-sm`}
        >
          <Inbox size={18} aria-hidden />
          {inbox > 0 && <span aria-hidden>{inbox}</span>}
        </Link>
        <IconButton
          label={t('commands.palette')}
          icon={<Search size={18} aria-hidden />}
          onClick={() => runCommand('palette')}
        />
        <Link to="/new" aria-label={t('nav.newThread')} className={square}>
          <SquarePen size={18} aria-hidden />
        </Link>
        <Link to="/settings" aria-label={t('nav.settings')} className={square}>
          <Settings size={18} aria-hidden />
        </Link>
      </header>
      <div className="scroll-thin min-h-0 flex-1 overflow-y-auto pb-8">
        <OverviewList threads={shown} />
        <div className="px-2">
          <ThreadLists withoutNeeds />
        </div>
      </div>
    </>
  )
}
