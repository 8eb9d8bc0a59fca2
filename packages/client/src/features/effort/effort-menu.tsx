// How hard the model is to think: as the agent does of itself, or a level of those that the model knows.
import { ChevronDown, Gauge } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Effort } from '@a-parallel/shared'
import { Menu } from '../../ui/overlays/menu.tsx'

export type EffortMenuProps = {
  /** Null: as the agent does of itself. */
  value: Effort | null
  /** Those that the model knows; with none there is nothing to choose. */
  efforts: readonly Effort[]
  triggerClassName: string
  side?: 'top' | 'bottom'
  onChange: (effort: Effort | null) => void
}

const usual = 'usual'

export function EffortMenu({ value, efforts, triggerClassName, side, onChange }: EffortMenuProps) {
  const { t } = useTranslation()
  if (efforts.length === 0) return null
  const options = [
    { value: usual, label: t('effort.usual'), detail: t('effort.usualDetail') },
    ...efforts.map((effort) => ({ value: effort, label: t(`effort.${effort}`) })),
  ]
  return (
    <Menu
      label={t('effort.label')}
      worded
      side={side ?? 'bottom'}
      triggerClassName={triggerClassName}
      trigger={
        <>
          <Gauge size={14} aria-hidden className="shrink-0" />
          <span className="sr-only">{t('effort.label')}: </span>
          <span className="truncate max-sm:sr-only">
            {value === null ? t('effort.label') : t(`effort.${value}`)}
          </span>
          <ChevronDown size={12} aria-hidden className="shrink-0" />
        </>
      }
      entries={[
        {
          kind: 'choice',
          id: 'effort',
          label: t('effort.label'),
          value: value ?? usual,
          options,
          onChange: (chosen) => onChange(efforts.find((effort) => effort === chosen) ?? null),
        },
      ]}
    />
  )
}
