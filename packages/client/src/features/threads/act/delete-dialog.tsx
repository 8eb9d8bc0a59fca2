// Asks before a thread is deleted: says what goes, what stays, and offers archiving. The server deletes nothing that
// holds uncommitted work; then this says so and stays open.
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProblemValue, ThreadSummary } from '@a-parallel/shared'
import { problemOf } from '../../../api/refusal.ts'
import { Button } from '../../../ui/controls/button.tsx'
import { AlertDialog } from '../../../ui/overlays/dialog.tsx'
import { useProblemWords } from '../../../words/problem-text.ts'
import { archiveThread, deleteThread } from './actions.ts'

export type DeleteDialogProps = {
  thread: Pick<ThreadSummary, 'id' | 'title' | 'mode' | 'archived'>
  onClose: () => void
  onDeleted?: () => void
}

export function DeleteDialog({ thread, onClose, onDeleted }: DeleteDialogProps) {
  const { t } = useTranslation()
  const safe = useRef<HTMLButtonElement>(null)
  const [problem, setProblem] = useState<ProblemValue>()
  const [busy, setBusy] = useState(false)
  const remove = async () => {
    setBusy(true)
    try {
      await deleteThread(thread)
      onClose()
      onDeleted?.()
    } catch (cause) {
      setProblem(problemOf(cause))
      setBusy(false)
    }
  }
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('threads.deleteTitle', { title: thread.title })}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          {!thread.archived && (
            <Button
              onClick={() => {
                onClose()
                void archiveThread(thread)
              }}
            >
              {t('threads.archiveInstead')}
            </Button>
          )}
          <Button weight="danger" busy={busy} onClick={() => void remove()}>
            {busy ? t('threads.deleting') : t('threads.deleteButton')}
          </Button>
        </>
      }
    >
      <p>{t('threads.deleteDetail')}</p>
      <p className="mt-2 text-muted">
        {t(thread.mode === 'local' ? 'threads.deleteLocal' : 'threads.deleteWorktree')}
      </p>
      {problem && <WhyNot problem={problem} />}
    </AlertDialog>
  )
}

function WhyNot({ problem }: { problem: ProblemValue }) {
  const { t } = useTranslation()
  const words = useProblemWords()
  const count = problem.values?.count
  const lost = problem.code === 'worktree_has_changes' && typeof count === 'number'
  return (
    <div role="alert" className="mt-3 rounded-md border border-fail p-2.5 text-fail">
      <p>{lost ? t('threads.deleteChanges', { count }) : words(problem).text}</p>
      {lost && <p className="mt-1 text-sm wrap-anywhere text-muted">{problem.detail}</p>}
    </div>
  )
}
