// What a screen of a project shows in place of what its repository says, while there is none at its path.
import type { Project } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CommandLine, MoveProjectDialog } from '../../../features/projects/index.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { EmptyState } from '../../../ui/display/empty-state.tsx'

export function Away({ project }: { project: Project }) {
  const { t } = useTranslation()
  const [moving, setMoving] = useState(false)
  return (
    <>
      <EmptyState
        title={t('thread.projectGone')}
        detail={
          <div className="flex flex-col gap-3">
            <p>{t('projects.unavailable')}</p>
            <CommandLine command={project.path} label={t('projects.copyPath')} />
          </div>
        }
        action={<Button onClick={() => setMoving(true)}>{t('projects.moved')}</Button>}
      />
      {moving && <MoveProjectDialog project={project} onClose={() => setMoving(false)} />}
    </>
  )
}
