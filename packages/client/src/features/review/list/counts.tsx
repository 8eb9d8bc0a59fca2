// How many lines came and went. Nothing where they cannot be counted.
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../platform/use-format.ts'

export type CountsProps = { added: number | null; removed: number | null; className?: string }

export function Counts({ added, removed, className = '' }: CountsProps) {
  const { t } = useTranslation()
  const { number } = useFormat()
  if (added === null && removed === null) return null
  const [plus, minus] = [added ?? 0, removed ?? 0]
  return (
    <span className={`flex shrink-0 gap-1.5 text-xs tabular-nums ${className}`}>
      <span className="sr-only">
        {t('review.addedLines', { count: plus })}, {t('review.removedLines', { count: minus })}
      </span>
      {plus > 0 && (
        <span aria-hidden className="text-review">
          +{number(plus)}
        </span>
      )}
      {minus > 0 && (
        <span aria-hidden className="text-fail">
          −{number(minus)}
        </span>
      )}
    </span>
  )
}
