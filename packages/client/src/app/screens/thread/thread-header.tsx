// The top of a thread: its name and how it stands; below, where it works and how. The way to stop it is always here.
import { Link } from '@tanstack/react-router'
import { ChevronLeft, Folder, GitBranch, MoveRight, Square } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { pendingApprovals } from '@a-parallel/contract/model'
import type { ThreadView } from '@a-parallel/shared'
import { modeLooks, modelChoices } from '../../../features/composer/index.ts'
import { ContextMeter } from '../../../features/context/index.ts'
import { ServersButton } from '../../../features/dev-servers/index.ts'
import { ReviewButton } from '../../../features/review/index.ts'
import { PullRequestChip } from '../../../features/pull-request/index.ts'
import { ThreadRules } from '../../../features/rules/index.ts'
import { ThreadToolServers } from '../../../features/tool-servers/index.ts'
import { Cost } from '../../../features/turns/index.ts'
import { useSetup } from '../../../api/queries.ts'
import { useIndex } from '../../../live/use-index.ts'
import { useMedia } from '../../../platform/browser.ts'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { Spinner } from '../../../ui/display/spinner.tsx'
import { StatusGlyph, type Tone } from '../../../ui/display/status-glyph.tsx'
import { ConnectionChip } from '../../shell/connection-chip.tsx'
import { usePageTitle } from '../../shell/page-title.ts'
import { phone } from '../../shell/shell.tsx'
import { Elapsed } from './elapsed.tsx'
import { statusLook } from './status-look.ts'
import { TitleField } from './title-field.tsx'
import type { Review } from './review/use-review.ts'

type ThreadHeaderProps = {
  view: ThreadView
  /** Present while there is something to stop. */
  onStop: (() => void) | undefined
  stopping: boolean
  review: Review
}

export function ThreadHeader({ view, onStop, stopping, review }: ThreadHeaderProps) {
  const { t } = useTranslation()
  const onPhone = useMedia(phone)
  const { title } = view
  const [measured, setMeasured] = useState(false)
  const meter = <ContextMeter view={view} open={measured} onOpenChange={setMeasured} />
  usePageTitle(title)
  return (
    <header className="flex min-h-14 shrink-0 items-center gap-2 border-b border-line py-1.5 ps-4 pe-3 max-md:ps-1.5">
      {onPhone && (
        <Link
          to="/"
          aria-label={t('app.back')}
          className="flex size-9 shrink-0 items-center justify-center rounded-md text-muted touch-target"
        >
          <ChevronLeft size={20} aria-hidden />
        </Link>
      )}
      <div className="min-w-0 flex-1">
        <div className="flex min-h-6 min-w-0 items-center gap-2">
          <TitleField threadId={view.id} title={title} />
          {onPhone ? (
            // The line below is full; a name may be cut.
            <span className="ms-auto shrink-0 text-xs">{meter}</span>
          ) : (
            <Status view={view} />
          )}
        </div>
        <div className="flex min-w-0 items-center gap-x-3 text-xs text-muted max-md:flex-wrap">
          {onPhone && <Status view={view} />}
          <Facts view={view} meter={onPhone ? null : meter} />
        </div>
      </div>
      {onPhone && <ConnectionChip quiet />}
      <ServersButton view={view} />
      <ReviewButton view={view} open={review.showsChanges} onToggle={review.toggle} />
      {/* Beside the changes the next step says it. */}
      {!review.showsChanges && <PullRequestChip view={view} />}
      {onStop && (
        <IconButton
          label={t('thread.stopAgent')}
          keys={t('thread.escTwice')}
          icon={stopping ? <Spinner /> : <Square size={13} fill="currentColor" aria-hidden />}
          disabled={stopping}
          onClick={onStop}
        />
      )}
    </header>
  )
}

const loud: Partial<Record<Tone, string>> = { need: 'text-need', stall: 'text-stall' }
const busy = new Set(['working', 'worktree', 'queued', 'starting'])

function Status({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const { shape, tone, key } = statusLook(view)
  const asked = tone === 'need' ? pendingApprovals(view)[0]?.title : undefined
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-sm text-muted max-md:shrink-0 max-md:text-xs">
      <StatusGlyph shape={shape} tone={tone} />
      <span className={`shrink-0 ${loud[tone] ?? ''}`}>{t(`status.${key}`)}</span>
      {asked && <span className="min-w-0 truncate max-lg:hidden">{asked}</span>}
      {busy.has(key) && <Elapsed since={view.since} />}
      {key === 'stalled' && view.run?.stalledAt && <Elapsed since={view.run.stalledAt} />}
    </span>
  )
}

function Facts({ view, meter }: { view: ThreadView; meter: ReactNode }) {
  const { t } = useTranslation()
  const { projectId, projectPath, worktree, permissionMode } = view
  const name = useIndex((index) =>
    index.kind === 'ready' ? index.projects.find(({ id }) => id === projectId)?.name : undefined,
  )
  const models = modelChoices(useSetup().data?.models ?? [], view.model)
  const model = models.find(({ value }) => value === view.model)?.name ?? view.model
  return (
    <>
      <Fact
        icon={<Folder size={12} aria-hidden />}
        label={t('thread.project')}
        shrink
        className="max-md:hidden"
      >
        {name ?? projectPath.split('/').at(-1)}
      </Fact>
      <Branch worktree={worktree} />
      <span className="ms-auto flex shrink-0 items-center gap-x-3 max-md:-ms-1">
        <Fact label={t('composer.model')} className="max-lg:hidden">
          {model}
        </Fact>
        <Fact
          icon={modeLooks[permissionMode].icon}
          label={t('modes.label')}
          className={
            permissionMode === 'bypass'
              ? 'tint rounded-sm px-1.5 font-medium text-fail'
              : `max-lg:hidden ${modeLooks[permissionMode].colour}`
          }
        >
          {t(`modes.${permissionMode}`)}
        </Fact>
        {meter}
        <ThreadRules view={view} />
        <ThreadToolServers view={view} />
        <Cost view={view} />
      </span>
    </>
  )
}

function Branch({ worktree }: Pick<ThreadView, 'worktree'>) {
  const { t } = useTranslation()
  const look = { icon: <GitBranch size={12} aria-hidden />, label: t('thread.branch') }
  if (!worktree)
    return (
      <Fact {...look} shrink>
        {t('thread.local')}
      </Fact>
    )
  return (
    <Fact {...look} shrink className="max-md:flex-1 max-md:basis-16">
      <span className="truncate font-mono" title={worktree.branch}>
        {worktree.branch}
      </span>
      <MoveRight size={12} aria-hidden className="shrink-0 max-sm:hidden" />
      <span className="shrink-0 font-mono max-sm:hidden">
        <span className="sr-only">{t('thread.base')} </span>
        {worktree.base}
      </span>
    </Fact>
  )
}

type FactProps = {
  icon?: ReactNode
  label: string
  title?: string
  shrink?: boolean
  className?: string
  children: ReactNode
}

function Fact({ icon, label, title, shrink, className = '', children }: FactProps) {
  return (
    <span
      title={title ?? label}
      className={`flex items-center gap-1 whitespace-nowrap ${shrink ? 'min-w-0' : 'shrink-0'} ${className}`}
    >
      {icon && <span className="shrink-0">{icon}</span>}
      <span className="sr-only">{label}: </span>
      <span className="flex min-w-0 items-center gap-1 truncate">{children}</span>
    </span>
  )
}
