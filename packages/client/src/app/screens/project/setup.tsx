// How a project's worktrees are made ready.
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { RecipePage } from '../../../features/preparation/index.ts'
import { Away } from './away.tsx'
import { ProjectFrame } from './frame.tsx'

export function SetupScreen() {
  const { t } = useTranslation()
  const { projectId } = useParams({ from: '/projects/$projectId/setup' })
  return (
    <ProjectFrame projectId={projectId} title={(name) => t('recipe.title', { name })}>
      {(project) =>
        project.available ? (
          <RecipePage key={project.id} project={project} />
        ) : (
          <Away key={project.id} project={project} />
        )
      }
    </ProjectFrame>
  )
}
