// Adds a repository to the list: one that is on this machine, or one that is cloned.
import type { Project } from '@a-parallel/shared'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { Segmented } from '../../../ui/controls/segmented.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { showToast } from '../../../ui/overlays/toast-store.ts'
import { useProjects } from '../use-projects.ts'
import { CloneList } from './clone-list.tsx'
import { FoundList } from './found-list.tsx'
import { useCloneForm } from './use-clone-form.tsx'
import { useFolderForm } from './use-folder-form.tsx'

export type AddProjectDialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  onAdded: (project: Project) => void
}

type Way = 'folder' | 'clone'

export function AddProjectDialog({ open, onOpenChange, onAdded }: AddProjectDialogProps) {
  const { t } = useTranslation()
  const [way, setWay] = useState<Way>('folder')
  const add = useAdding(onAdded)
  const onCancel = () => onOpenChange(false)
  const folder = useFolderForm({
    action: t('addProject.add'),
    acting: t('addProject.adding'),
    take: add,
    make: async (path) => {
      await callApi('initRepository', { body: { path } })
      await add(path)
    },
    renderOffered: (take, typed) => <FoundList typed={typed} onTake={take} />,
    onCancel,
  })
  const clone = useCloneForm({ onCancel })
  const shown = way === 'folder' ? folder : clone
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('addProject.title')}
      description={t(way === 'folder' ? 'addProject.detail' : 'clone.detail')}
      closeLabel={t('app.close')}
      shape="wide"
      initialFocus={shown.field}
      footer={shown.footer}
    >
      <div className="flex flex-col gap-3">
        <Segmented
          label={t('addProject.way')}
          value={way}
          options={[
            { value: 'folder', label: t('addProject.fromFolder') },
            { value: 'clone', label: t('addProject.byClone') },
          ]}
          onChange={setWay}
        />
        {open && <CloneList onAdded={onAdded} onLeave={onCancel} />}
        {shown.body}
      </div>
    </Dialog>
  )
}

/** Says of one that was on the list already that it was. */
function useAdding(onAdded: (project: Project) => void) {
  const { t } = useTranslation()
  const projects = useProjects()
  return async (path: string) => {
    const project = await callApi('addProject', { body: { path } })
    const { name } = project
    const known = projects.some(({ id, archived }) => id === project.id && !archived)
    showToast(t(known ? 'addProject.known' : 'addProject.done', { name }), { tone: 'good' })
    onAdded(project)
  }
}
