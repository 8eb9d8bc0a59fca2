// What can be done with a recipe that is being written. What cannot be done now is not offered; to save always is.
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'

type Press = (() => void) | undefined

export type ActsProps = {
  busy: boolean
  onSave: Press
  onBegin: Press
  onUndo: Press
  onRemove: Press
}

export function Acts({ busy, onSave, onBegin, onUndo, onRemove }: ActsProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        weight="primary"
        busy={busy}
        // Not `disabled`: once it was pressed there is nothing to save, and the focus would be gone.
        aria-disabled={busy || !onSave}
        onClick={onSave}
      >
        {t('recipe.save')}
      </Button>
      {onBegin && <Button onClick={onBegin}>{t('recipe.example')}</Button>}
      {onUndo && (
        <Button weight="quiet" onClick={onUndo}>
          {t('recipe.undo')}
        </Button>
      )}
      {onRemove && (
        <Button weight="quiet" busy={busy} onClick={onRemove}>
          {t('recipe.remove')}
        </Button>
      )}
    </div>
  )
}
