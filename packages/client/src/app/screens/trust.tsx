// What a project's repository brings that runs by itself, and whether it may.
import { useParams, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useProjects, useProjectsKnown } from '../../features/projects/index.ts'
import { TrustPage } from '../../features/trust/index.ts'
import { Skeleton } from '../../ui/display/skeleton.tsx'
import { NothingHere } from '../shell/page-error.tsx'
import { ScreenHeader } from '../shell/screen-header.tsx'

export function TrustScreen() {
  const { t } = useTranslation()
  const router = useRouter()
  const { projectId } = useParams({ from: '/projects/$projectId/trust' })
  const known = useProjectsKnown()
  const project = useProjects().find(({ id }) => id === projectId)
  if (!project && known) return <NothingHere />
  const done = () => {
    if (router.history.canGoBack()) router.history.back()
    else void router.navigate({ to: '/new', search: { project: projectId } })
  }
  return (
    <>
      <ScreenHeader
        title={project ? t('trust.title', { name: project.name }) : t('thread.loading')}
      />
      {project ? (
        <TrustPage project={project} onDone={done} />
      ) : (
        <Skeleton lines={['60%', '90%', '80%']} className="p-6" />
      )}
    </>
  )
}
