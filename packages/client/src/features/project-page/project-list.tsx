// All projects of a person: those in use in their order, and those that were put away, with the way back.
import type { Project } from '@a-parallel/shared'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import { PathText } from '../../ui/display/path-text.tsx'
import {
  AddProjectButton,
  bringProjectBack,
  ColorMark,
  ProjectMenu,
  useProjects,
} from '../projects/index.ts'
import { atWork, useThreads } from '../threads/index.ts'

export function ProjectList() {
  const { t } = useTranslation()
  const projects = useProjects()
  const away = projects.filter(({ archived }) => archived)
  const inUse = projects.filter(({ archived }) => !archived)
  return (
    <>
      <Part
        id="projects.inUse"
        title={t('settings.projects.inUse')}
        none={t('projects.emptyDetail')}
        projects={inUse}
        aside={
          <AddProjectButton size="sm" icon={<Plus size={14} aria-hidden />}>
            {t('nav.addProject')}
          </AddProjectButton>
        }
      />
      <Part
        id="projects.away"
        title={t('settings.projects.away')}
        none={t('settings.projects.noneAway')}
        projects={away}
      />
    </>
  )
}

type PartProps = {
  id: string
  title: string
  /** Said while there is none. */
  none: string
  projects: readonly Project[]
  aside?: ReactNode
}

function Part({ id, title, none, projects, aside }: PartProps) {
  const heading = useId()
  return (
    <section
      id={id}
      aria-labelledby={heading}
      tabIndex={-1}
      className="scroll-mt-4 py-3 outline-none"
    >
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h3 id={heading} className="font-medium">
          {title}
        </h3>
        {aside}
      </div>
      {projects.length === 0 ? (
        <p className="py-1 text-sm text-muted">{none}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {projects.map((project) => (
            <Row key={project.id} project={project} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Row({ project }: { project: Project }) {
  const { t } = useTranslation()
  const { id, name, path, color, archived } = project
  const busy = useThreads().filter((one) => one.projectId === id && atWork(one)).length
  return (
    <li className="flex min-h-11 items-center gap-2 py-1">
      <span className="flex w-3 shrink-0 justify-center">
        {color && <ColorMark color={color} />}
      </span>
      <span className="min-w-0 flex-1">
        <Link
          to="/projects/$projectId"
          params={{ projectId: id }}
          className="block truncate hover:underline"
        >
          {name}
        </Link>
        <PathText path={path} className="font-mono text-xs text-muted" />
      </span>
      {archived && (
        <Button
          size="sm"
          aria-label={t('projects.bringBackNamed', { name })}
          onClick={() => void bringProjectBack(project)}
        >
          {t('projects.bringBack')}
        </Button>
      )}
      <ProjectMenu
        project={project}
        busy={busy}
        triggerClassName="flex size-8 shrink-0 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-fg aria-expanded:bg-hover touch-target"
      />
    </li>
  )
}
