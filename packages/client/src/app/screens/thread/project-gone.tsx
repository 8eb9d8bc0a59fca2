// Says that the repository a thread belongs to is not where it was, and what brings it back.
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadView } from '@a-parallel/shared'
import { CommandLine, MoveProjectDialog, useProjects } from '../../../features/projects/index.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { Banner } from './banner.tsx'

export function ProjectGone({ view }: { view: ThreadView }) {
  const { t } = useTranslation()
  const [moving, setMoving] = useState(false)
  const project = useProjects().find(({ id }) => id === view.projectId)
  if (!project || project.available) return null
  return (
    <Banner
      shape="square-cross"
      tone="fail"
      title={t('thread.projectGone')}
      detail={t('thread.projectGoneDetail')}
      action={<Button onClick={() => setMoving(true)}>{t('projects.moved')}</Button>}
    >
      <CommandLine command={project.path} label={t('projects.copyPath')} />
      {moving && <MoveProjectDialog project={project} onClose={() => setMoving(false)} />}
    </Banner>
  )
}
