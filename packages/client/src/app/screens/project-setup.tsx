// How a project's worktrees are made ready.
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { RecipePage } from '../../features/preparation/index.ts'
import { useProjects, useProjectsKnown } from '../../features/projects/index.ts'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { NothingHere } from '../shell/page-error.tsx'
import { ScreenHeader } from '../shell/screen-header.tsx'

export function SetupScreen() {
  const { t } = useTranslation()
  const { projectId } = useParams({ from: '/projects/$projectId/setup' })
  const known = useProjectsKnown()
  const project = useProjects().find(({ id }) => id === projectId)
  if (!project && known) return <NothingHere />
  return (
    <>
      <ScreenHeader
        title={project ? t('recipe.title', { name: project.name }) : t('thread.loading')}
      />
      {project ? (
        <RecipePage key={project.id} project={project} />
      ) : (
        <Skeleton lines={['60%', '90%', '80%']} className="p-6" />
      )}
    </>
  )
}
