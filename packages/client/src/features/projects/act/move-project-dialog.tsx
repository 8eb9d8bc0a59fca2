// Says where a project's repository was moved, so that its threads go on there.
import type { Project } from '@a-parallel/shared'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { Button } from '../../../ui/controls/button.tsx'
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
      renderOffered={(take) => <Candidates id={id} onTake={take} />}
    />
  )
}

/** Where it seems to lie now. */
function Candidates({ id, onTake }: { id: Project['id']; onTake: (path: string) => void }) {
  const { t } = useTranslation()
  const { data } = useQuery({
    queryKey: ['moved-project', id],
    queryFn: ({ signal }) => callApi('findMovedProject', { params: { id } }, { signal }),
    staleTime: 0,
    retry: false,
  })
  const paths = data?.paths ?? []
  if (paths.length === 0) return null
  return (
    <div className="flex flex-col items-start gap-1">
      <p className="text-sm font-medium">{t('projects.movedFound')}</p>
      {paths.map((path) => (
        <Button key={path} onClick={() => onTake(path)}>
          <span className="font-mono text-sm wrap-anywhere">{path}</span>
        </Button>
      ))}
    </div>
  )
}
