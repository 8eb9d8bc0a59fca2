// Asks before the undoing of a rewind throws away what came after it: says what goes, and that it does not come back.
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import { AlertDialog } from '../../ui/overlays/dialog.tsx'
import type { Lost } from './lost-by-undo.ts'

export type UndoDialogProps = Lost & {
  /** The agent has begun to work meanwhile. */
  blocked: boolean
  onGo: () => void
  onClose: () => void
}

export function UndoDialog({ messages, files, blocked, onGo, onClose }: UndoDialogProps) {
  const { t } = useTranslation()
  const safe = useRef<HTMLButtonElement>(null)
  return (
    <AlertDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('turns.undoTitle')}
      initialFocus={safe}
      footer={
        <>
          <Button ref={safe} onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button weight="danger" disabled={blocked} onClick={onGo}>
            {t('turns.undoAnyway')}
          </Button>
        </>
      }
    >
      {messages > 0 && <p>{t('turns.undoMessages', { count: messages })}</p>}
      {files && <p className="mt-2">{t('turns.undoFiles')}</p>}
      <p className="mt-2 text-muted">{t('turns.undoForGood')}</p>
    </AlertDialog>
  )
}
