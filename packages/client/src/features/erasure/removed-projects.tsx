// Projects that were taken off the list. Their data is still there for their return, until it is erased.
import type { RemovedProject } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRemovedProjects } from '../../api/data/erasure.ts'
import { Button } from '../../ui/controls/button.tsx'
import { Unread } from '../unread/index.ts'
import { EraseDialog } from './erase-dialog.tsx'

export function RemovedProjects() {
  const { t } = useTranslation()
  const { data, error, refetch } = useRemovedProjects()
  const [erasing, setErasing] = useState<RemovedProject>()
  if (!data) return <Unread error={error} onRetry={refetch} lines={['60%', '45%']} />
  if (data.projects.length === 0) return <p className="py-2 text-muted">{t('erasure.none')}</p>
  return (
    <>
      <ul aria-label={t('erasure.title')} className="divide-y divide-line">
        {data.projects.map((project) => (
          <li key={project.id} className="flex min-h-11 items-center gap-3 py-2">
            <div className="min-w-0 flex-1">
              <p className="wrap-anywhere">
                <span className="font-medium">{project.name}</span>{' '}
                <span className="text-sm text-muted">
                  {t('erasure.threads', { count: project.threads })}
                </span>
              </p>
              <p className="font-mono text-xs wrap-anywhere text-muted">{project.path}</p>
            </div>
            <Button
              size="sm"
              aria-label={t('erasure.eraseNamed', { name: project.name })}
              onClick={() => setErasing(project)}
            >
              {t('erasure.erase')}
            </Button>
          </li>
        ))}
      </ul>
      {erasing && <EraseDialog project={erasing} onClose={() => setErasing(undefined)} />}
    </>
  )
}
