// What a project's repository brings that runs by itself, and whether it may.
import { useParams, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { TrustPage } from '../../../features/trust/index.ts'
import { ProjectFrame } from './frame.tsx'

export function TrustScreen() {
  const { t } = useTranslation()
  const router = useRouter()
  const { projectId } = useParams({ from: '/projects/$projectId/trust' })
  const done = () => {
    if (router.history.canGoBack()) router.history.back()
    else void router.navigate({ to: '/new', search: { project: projectId } })
  }
  return (
    <ProjectFrame projectId={projectId} title={(name) => t('trust.title', { name })}>
      {(project) => <TrustPage project={project} onDone={done} />}
    </ProjectFrame>
  )
}
