// The message that begins next while nothing is at work. It stands in the transcript already, and may wait for long: until
// its turn begins it can be changed and taken back like any other that waits.
import { Pencil, Trash2 } from 'lucide-react'
import { useCallback, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { ThreadId, Turn, TurnId } from '@a-parallel/shared'
import { Button } from '../../../ui/controls/button.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { TextArea } from '../../../ui/controls/text-area.tsx'
import { Dialog } from '../../../ui/overlays/dialog.tsx'
import { useDialogLabels } from '../../../words/dialog-labels.ts'
import { CarriedList } from '../../images/index.ts'
import { changeMessage, changeOf, saysSomething, withdrawMessage } from './change.ts'
import { useEdit } from './edit.ts'
import { editOf, type Edit } from './kept-edit.ts'

export interface Starting {
  /** What can be done with it. Stable while the thread and the connection are the same. */
  ofStarting: (turnId: TurnId, text: string) => ReactNode
  window: ReactNode
}

export function useStarting(
  threadId: ThreadId,
  turns: readonly Turn[],
  connected: boolean,
): Starting {
  const queued = useMemo(() => turns.filter(({ state }) => state === 'queued'), [turns])
  const [edit, setEdit] = useEdit(threadId, 'next', queued)
  const ofStarting = useCallback(
    (id: TurnId, text: string) => (
      <Acts
        connected={connected}
        onEdit={() => setEdit(editOf({ id, text }))}
        onDelete={() => void withdrawMessage(threadId, id)}
      />
    ),
    [threadId, connected, setEdit],
  )
  const turn = queued.find(({ id }) => id === edit?.id)
  const window = edit && turn && (
    <Editor
      key={edit.id}
      threadId={threadId}
      turn={turn}
      edit={edit}
      connected={connected}
      onEdit={setEdit}
      onClose={() => setEdit(null)}
    />
  )
  return { ofStarting, window }
}

type ActsProps = { connected: boolean; onEdit: () => void; onDelete: () => void }

function Acts({ connected, onEdit, onDelete }: ActsProps) {
  const { t } = useTranslation()
  return (
    <>
      <IconButton
        size="sm"
        label={t('queue.edit')}
        icon={<Pencil size={13} aria-hidden />}
        disabled={!connected}
        onClick={onEdit}
      />
      <IconButton
        size="sm"
        label={t('queue.delete')}
        icon={<Trash2 size={13} aria-hidden />}
        disabled={!connected}
        onClick={onDelete}
      />
    </>
  )
}

type EditorProps = {
  threadId: ThreadId
  turn: Turn
  edit: Edit
  connected: boolean
  onEdit: (edit: Edit) => void
  onClose: () => void
}

function Editor({ threadId, turn, edit, connected, onEdit, onClose }: EditorProps) {
  const { t } = useTranslation()
  const labels = useDialogLabels()
  const [busy, setBusy] = useState(false)
  const blocked = !connected || !saysSomething(edit, turn)
  const save = () => {
    setBusy(true)
    void changeMessage(threadId, turn.id, changeOf(edit, turn))
      .then((done) => done && onClose())
      .finally(() => setBusy(false))
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('queue.editTitle')}
      closeLabel={labels.close}
      footer={
        <>
          <Button onClick={onClose}>{t('queue.cancel')}</Button>
          <Button weight="primary" disabled={blocked} busy={busy} onClick={save}>
            {t('queue.save')}
          </Button>
        </>
      }
    >
      <CarriedList
        images={turn.images}
        without={edit.without}
        onRemove={(id) => onEdit({ ...edit, without: [...edit.without, id] })}
      />
      <TextArea
        label={t('queue.editLabel')}
        value={edit.text}
        minLines={2}
        maxLines={8}
        onChange={(event) => onEdit({ ...edit, text: event.target.value })}
        className="w-full rounded-md border border-border px-3 py-2"
      />
    </Dialog>
  )
}
