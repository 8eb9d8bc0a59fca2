// Adds a repository to the list.
import type { Project } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { FolderDialog } from './folder-dialog.tsx'

export type AddProjectDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  onAdded: (project: Project) => void
}

export function AddProjectDialog({ open, onOpenChange, onAdded }: AddProjectDialogProps) {
  const { t } = useTranslation()
  const add = async (path: string) => {
    const project = await callApi('addProject', { body: { path } })
    showToast(t('addProject.done', { name: project.name }), { tone: 'good' })
    onAdded(project)
  }
  return (
    <FolderDialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('addProject.title')}
      detail={t('addProject.detail')}
      action={t('addProject.add')}
      acting={t('addProject.adding')}
      take={add}
    />
  )
}
