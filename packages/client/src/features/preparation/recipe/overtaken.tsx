// Says, beside what a person has written, that something else is kept by now: what it is, and the two ways on.
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'
import { ScrollBox } from '../../../ui/layout/scroll-box.tsx'

export type OvertakenProps = {
  /** What is there now; null: it was taken away. */
  there: string | null
  busy: boolean
  onTake: () => void
  /** Absent while what is written cannot be saved. */
  onOver: (() => void) | undefined
}

export function Overtaken({ there, busy, onTake, onOver }: OvertakenProps) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-col items-start gap-2 rounded-md border border-line px-3 py-2">
      <p className="text-sm text-pretty text-need">
        {t(there === null ? 'recipe.goneMeanwhile' : 'recipe.changedMeanwhile')}
      </p>
      {there !== null && (
        <ScrollBox
          as="pre"
          label={t('recipe.there')}
          className="max-h-60 w-full overflow-auto rounded-md border border-line bg-code px-3 py-2 text-sm whitespace-pre-wrap wrap-anywhere"
        >
          {there}
        </ScrollBox>
      )}
      <div className="flex flex-wrap gap-2">
        <Button onClick={onTake}>{t(there === null ? 'recipe.takeNone' : 'recipe.take')}</Button>
        {onOver && (
          <Button busy={busy} onClick={onOver}>
            {t('recipe.over')}
          </Button>
        )}
      </div>
    </div>
  )
}
