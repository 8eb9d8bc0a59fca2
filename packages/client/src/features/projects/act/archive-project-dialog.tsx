// Asks about the threads that are at work before a project is put away. Where none is, nobody is asked.
import { useTranslation } from 'react-i18next'
import { archiveProject } from './archive.ts'
import { PutAwayDialog, type AskedProps } from './put-away-dialog.tsx'

export function ArchiveProjectDialog({ project, busy, onClose }: AskedProps) {
  const { t } = useTranslation()
  return (
    <PutAwayDialog
      title={t('projects.archiveTitle', { name: project.name })}
      action={t('projects.archiveButton')}
      stopping={t('projects.archiveStopping')}
      busy={busy}
      onClose={onClose}
      act={(stop) => archiveProject(project, stop)}
    >
      <p>{t('projects.archiveDetail')}</p>
    </PutAwayDialog>
  )
}
