// A project in the sidebar with its threads under it, archived ones behind a last line.
import { Link } from '@tanstack/react-router'
import { cx } from 'class-variance-authority'
import { ChevronRight, Plus } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadSummary } from '@a-parallel/shared'
import { StatusGlyph } from '../../../ui/display/status-glyph.tsx'
import { GrowingList, type InList } from '../../../ui/layout/growing-list.tsx'
import { Tooltip } from '../../../ui/overlays/tooltip.tsx'
import { ProjectMenu } from '../../projects/index.ts'
import { ThreadRow } from '../row/thread-row.tsx'
import { atWork, type Branchlet } from '../select/order.ts'
import { useFolded } from './folded.ts'
import { ProjectHeading } from './project-heading.tsx'
import { useDrag } from './use-drag.ts'
import { useSteady } from './use-steady.ts'

const square =
  'flex size-7 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target'

export function ProjectSection({ branch }: { branch: Branchlet }) {
  const { project, threads } = branch
  const id = useId()
  const folded = useFolded((state) => state.folded.has(project.id))
  const toggle = useFolded((state) => state.toggle)
  const { side, handle, target } = useDrag(project)
  return (
    <div
      {...target}
      className={cx(
        'relative pt-3',
        side &&
          'before:absolute before:inset-x-1 before:h-0.5 before:rounded-full before:bg-accent',
        side === 'before' && 'before:top-1',
        side === 'after' && 'before:-bottom-1.5',
      )}
    >
      <div {...handle} className="group/project flex min-h-8 items-center">
        <ProjectHeading
          id={id}
          project={project}
          folded={folded}
          count={threads.length}
          onToggle={() => toggle(project.id)}
        />
        <ProjectMenu
          project={project}
          busy={threads.filter(atWork).length}
          triggerClassName={cx(
            square,
            'md:opacity-0 md:group-hover/project:opacity-100 md:group-focus-within/project:opacity-100 aria-expanded:opacity-100',
          )}
        />
        <NewThreadLink branch={branch} />
      </div>
      {!folded && <Threads branch={branch} labelledBy={id} />}
    </div>
  )
}

function NewThreadLink({ branch: { project } }: { branch: Branchlet }) {
  const { t } = useTranslation()
  const label = t('projects.newThread', { name: project.name })
  return (
    <Tooltip label={label}>
      <Link to="/new" search={{ project: project.id }} aria-label={label} className={square}>
        <Plus size={15} aria-hidden />
      </Link>
    </Tooltip>
  )
}

const rowHeight = '[--row:2rem] max-md:[--row:3rem]'
const draw = (thread: ThreadSummary, inList: InList) => (
  <ThreadRow key={thread.id} thread={thread} {...inList} />
)

function Threads({ branch, labelledBy }: { branch: Branchlet; labelledBy: string }) {
  const { project, threads, archived } = branch
  const { t } = useTranslation()
  const archiveKey = `archive:${project.id}`
  const open = useFolded((state) => state.folded.has(archiveKey))
  const toggle = useFolded((state) => state.toggle)
  const shown = useSteady(threads, [...threads, ...archived])
  return (
    <>
      {!project.available && (
        <p className="flex items-baseline gap-2 px-2 py-1 text-sm text-fail">
          <StatusGlyph shape="square-cross" tone="fail" />
          {t('projects.unavailable')}
        </p>
      )}
      {shown.length > 0 && (
        <GrowingList aria-labelledby={labelledBy} rows={shown} draw={draw} className={rowHeight} />
      )}
      {shown.length === 0 && archived.length === 0 && (
        <p className="px-2 py-1 ps-6.5 text-sm text-muted">{t('projects.noThreads')}</p>
      )}
      {archived.length > 0 && (
        <>
          <button
            type="button"
            aria-expanded={open}
            onClick={() => toggle(archiveKey)}
            className="ring-inset-focus flex min-h-7 w-full items-center gap-1.5 rounded-md px-2 text-start text-xs text-muted transition-colors hover:text-fg touch-target"
          >
            <ChevronRight
              size={12}
              aria-hidden
              className={cx('shrink-0 transition-transform', open && 'rotate-90')}
            />
            {t('nav.archived')} {archived.length}
          </button>
          {open && (
            <GrowingList
              aria-label={t('nav.archived')}
              rows={archived}
              draw={draw}
              className={rowHeight}
            />
          )}
        </>
      )}
    </>
  )
}
