// How the thread's worktree is made ready, on one line; what needs a person is open at once.
import { Collapsible } from '../../../ui/display/collapsible.tsx'
import { PreparationBody, PreparationLine, preparationState } from '../../preparation/index.ts'
import type { Row } from '../rows/row.ts'
import { useTranscript } from './context.ts'
import { useExpanded } from './expansion.ts'

export function PreparationRow({ row }: { row: Extract<Row, { kind: 'preparation' }> }) {
  const { threadId, projectId, isArchived = false } = useTranscript()
  const { preparation } = row
  const { kind } = preparationState(preparation)
  const needsPerson = kind === 'failed' || kind === 'faulty' || kind === 'withheld'
  const [open, setOpen] = useExpanded(row.key, needsPerson)
  return (
    <Collapsible
      open={open}
      onToggle={setOpen}
      header={<PreparationLine preparation={preparation} />}
    >
      {() =>
        projectId && (
          <PreparationBody
            threadId={threadId}
            projectId={projectId}
            preparation={preparation}
            fixed={isArchived}
          />
        )
      }
    </Collapsible>
  )
}
