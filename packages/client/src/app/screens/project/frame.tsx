// What the screens of a project have in common: its name, and the ways between them.
import type { Project } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { ColorMark, useProjects, useProjectsKnown } from '../../../features/projects/index.ts'
import { Skeleton } from '../../../ui/display/skeleton.tsx'
import { NothingHere } from '../../shell/page-error.tsx'
import { ScreenHeader } from '../../shell/screen-header.tsx'

export type ProjectFrameProps = {
  projectId: string
  title: (name: string) => string
  children: (project: Project) => ReactNode
}

export function ProjectFrame({ projectId, title, children }: ProjectFrameProps) {
  const { t } = useTranslation()
  const known = useProjectsKnown()
  const project = useProjects().find(({ id }) => id === projectId)
  if (!project && known) return <NothingHere />
  return (
    <>
      <ScreenHeader
        title={project ? title(project.name) : t('thread.loading')}
        lead={project?.color && <ColorMark color={project.color} />}
      />
      <Ways projectId={projectId} />
      {project ? children(project) : <Skeleton lines={['60%', '90%', '80%']} className="p-6" />}
    </>
  )
}

const look =
  'ring-inset-focus -mb-px flex min-h-9 items-center border-b-2 border-transparent px-2.5 max-sm:px-2 text-muted transition-colors touch-target hover:text-fg aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-fg'

function Ways({ projectId }: { projectId: string }) {
  const { t } = useTranslation()
  const params = { projectId }
  const exact = { exact: true }
  return (
    <nav
      aria-label={t('project.ways')}
      className="shrink-0 border-b border-line px-3.5 max-md:px-1.5"
    >
      <ul className="flex flex-wrap gap-x-1 max-sm:gap-x-0">
        <li>
          <Link to="/projects/$projectId" params={params} activeOptions={exact} className={look}>
            {t('project.general')}
          </Link>
        </li>
        <li>
          <Link to="/projects/$projectId/setup" params={params} className={look}>
            {t('project.setup')}
          </Link>
        </li>
        <li>
          <Link to="/projects/$projectId/trust" params={params} className={look}>
            {t('project.trust')}
          </Link>
        </li>
        <li>
          <Link to="/projects/$projectId/sessions" params={params} className={look}>
            {t('project.sessions')}
          </Link>
        </li>
      </ul>
    </nav>
  )
}
