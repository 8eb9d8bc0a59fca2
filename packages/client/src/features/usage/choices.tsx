// How usage is looked at: the span, by what, of what, as picture or table; and the same as a file.
import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../ui/controls/button.tsx'
import { Segmented } from '../../ui/controls/segmented.tsx'
import { drawn, type UsageSearch } from './search.ts'
import { ranges } from './sums/range.ts'
import { groupings, measures } from './sums/series.ts'

export type Shown = Required<UsageSearch>

export type ChoicesProps = {
  shown: Shown
  onChange: (change: Partial<Shown>) => void
  /** Undefined while there is nothing to save. */
  onSave: (() => void) | undefined
}

export function Choices({ shown, onChange, onSave }: ChoicesProps) {
  const { t } = useTranslation()
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
      <Segmented
        size="sm"
        label={t('usage.range.label')}
        value={shown.range}
        options={ranges.map((value) => ({ value, label: t(`usage.range.${value}`) }))}
        onChange={(range) => onChange({ range })}
      />
      <Segmented
        size="sm"
        label={t('usage.by.label')}
        value={shown.by}
        options={groupings.map((value) => ({ value, label: t(`usage.by.${value}`) }))}
        onChange={(by) => onChange({ by })}
      />
      <Segmented
        size="sm"
        label={t('usage.measure.label')}
        value={shown.measure}
        options={measures.map((value) => ({ value, label: t(`usage.measure.${value}`) }))}
        onChange={(measure) => onChange({ measure })}
      />
      <Segmented
        size="sm"
        label={t('overview.view')}
        value={shown.as}
        options={drawn.map((value) => ({
          value,
          label: t(`usage.view.${value}`),
        }))}
        onChange={(as) => onChange({ as })}
      />
      <Button
        size="sm"
        className="ms-auto"
        icon={<Download size={14} aria-hidden />}
        aria-disabled={onSave === undefined}
        onClick={onSave}
      >
        {t('usage.csv')}
      </Button>
    </div>
  )
}
