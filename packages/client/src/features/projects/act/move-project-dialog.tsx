// Says where a project's repository was moved, so that its threads go on there.
import type { Project } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { FolderDialog } from '../add/folder-dialog.tsx'

export type MoveProjectDialogProps = { project: Project; onClose: () => void }

export function MoveProjectDialog({ project, onClose }: MoveProjectDialogProps) {
  const { t } = useTranslation()
  const { id, name } = project
  const move = async (path: string) => {
    await callApi('changeProject', { params: { id }, body: { path } })
    showToast(t('projects.moveDone', { name }), { tone: 'good' })
    onClose()
  }
  return (
    <FolderDialog
      open
      onOpenChange={onClose}
      title={t('projects.moveTitle', { name })}
      detail={t('projects.moveDetail')}
      action={t('projects.moveButton')}
      acting={t('projects.moving')}
      take={move}
    />
  )
}
