// Gives a thread another title.
import { useTranslation } from 'react-i18next'
import type { ThreadSummary } from '@a-parallel/shared'
import { problemOf } from '../../../api/refusal.ts'
import { NameDialog } from '../../../ui/overlays/name-dialog.tsx'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
import { useProblemWords } from '../../../words/problem-text.ts'
import { renameThread } from './actions.ts'

type RenameDialogProps = { thread: Pick<ThreadSummary, 'id' | 'title'>; onClose: () => void }

export function RenameDialog({ thread, onClose }: RenameDialogProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  return (
    <NameDialog
      title={t('threads.renameTitle')}
      label={t('threads.title')}
      value={thread.title}
      most={200}
      labels={useDialogLabels()}
      onClose={onClose}
      onSave={(title) =>
        renameThread(thread, title).then(
          () => undefined,
          (cause: unknown) => words(problemOf(cause)).text,
        )
      }
    />
  )
}
