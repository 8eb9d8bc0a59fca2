// What was held with the agent's own program in a project.
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SessionsPage } from '../../../features/sessions/index.ts'
import { ProjectFrame } from './frame.tsx'

export function SessionsScreen() {
  const { t } = useTranslation()
  const { projectId } = useParams({ from: '/projects/$projectId/sessions' })
  return (
    <ProjectFrame projectId={projectId} title={(name) => t('sessions.title', { name })}>
      {(project) => <SessionsPage key={project.id} project={project} />}
    </ProjectFrame>
  )
}
