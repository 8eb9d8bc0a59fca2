// Gives a project another name on the list; its folder keeps its own.
import type { Project } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { callApi } from '../../../api/call.ts'
import { problemOf } from '../../../api/refusal.ts'
import { NameDialog } from '../../../ui/overlays/name-dialog.tsx'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
import { useProblemWords } from '../../../words/problem-text.ts'

type RenameProjectDialogProps = { project: Project; onClose: () => void }

export function RenameProjectDialog({ project, onClose }: RenameProjectDialogProps) {
  const { t } = useTranslation()
  const words = useProblemWords()
  return (
    <NameDialog
      title={t('projects.renameTitle')}
      label={t('projects.name')}
      value={project.name}
      most={100}
      labels={useDialogLabels()}
      onClose={onClose}
      onSave={(name) =>
        callApi('changeProject', { params: { id: project.id }, body: { name } }).then(
          () => undefined,
          (cause: unknown) => words(problemOf(cause)).text,
        )
      }
    />
  )
}
