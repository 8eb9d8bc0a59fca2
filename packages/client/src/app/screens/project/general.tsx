// What is set about a project.
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProjectPage } from '../../../features/project-page/index.ts'
import { ProjectFrame } from './frame.tsx'

export function ProjectScreen() {
  const { t } = useTranslation()
  const { projectId } = useParams({ from: '/projects/$projectId' })
  return (
    <ProjectFrame projectId={projectId} title={(name) => t('project.title', { name })}>
      {(project) => <ProjectPage key={project.id} project={project} />}
    </ProjectFrame>
  )
}
