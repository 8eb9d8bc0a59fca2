// One session, to be read.
import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SessionReader } from '../../../features/sessions/index.ts'
import { preloadMarkdown } from '../../../ui/text/markdown.tsx'
import { ProjectFrame } from './frame.tsx'

void preloadMarkdown()

export function SessionScreen() {
  const { t } = useTranslation()
  const { projectId, sessionId } = useParams({ from: '/projects/$projectId/sessions/$sessionId' })
  return (
    <ProjectFrame projectId={projectId} title={(name) => t('sessions.titleOne', { name })}>
      {(project) => <SessionReader key={sessionId} project={project} sessionId={sessionId} />}
    </ProjectFrame>
  )
}
