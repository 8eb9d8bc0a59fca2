// Takes a project off the list, after saying that nothing of it is lost.
import type { Project } from '@a-parallel/shared'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../api/call.ts'
import { problemOf } from '../../api/refusal.ts'
import { Button } from '../../ui/controls/button.tsx'
import { AlertDialog } from '../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../words/problem-text.ts'

export type RemoveProjectDialogProps = { project: Project; busy: number; onClose: () => void }

export function RemoveProjectDialog({ project, busy, onClose }: RemoveProjectDialogProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const safe = useRef<HTMLButtonElement>(null)
  const [error, setError] = useState<string>()
  const [removing, setRemoving] = useState(false)
  const remove = async () => {
    setRemoving(true)
    try {
      await callApi('removeProject', { params: { id: project.id } })
      onClose()
    } catch (cause) {
      setError(words(problemOf(cause)).text)
      setRemoving(false)
    }
  }
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('projects.removeTitle', { name: project.name })}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button weight="danger" busy={removing} disabled={busy > 0} onClick={() => void remove()}>
            {t('projects.removeButton')}
          </Button>
        </>
      }
    >
      <p>{t('projects.removeDetail')}</p>
      {busy > 0 && <p className="mt-2 text-need">{t('projects.removeBusy', { count: busy })}</p>}
      <div role="alert" className="mt-2 text-fail empty:hidden">
        {error}
      </div>
    </AlertDialog>
  )
}
