// The colour that marks a project in the lists: one of a few, each with its name, or none.
import type { Project } from '@a-parallel/shared'
import { Ban, Check } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { ColorMark, projectColors } from '../projects/index.ts'
import { FieldLine } from './field-line.tsx'
import { useSaving } from './use-saving.ts'

export function ColorLine({ project }: { project: Project }) {
  const { t } = useTranslation()
  const name = useId()
  const { saved, error, save } = useSaving(project.id)
  return (
    <FieldLine label={t('project.color')} hint={t('project.colorHint')} saved={saved} error={error}>
      <fieldset className="flex flex-wrap gap-1">
        <legend className="sr-only">{t('project.color')}</legend>
        {[null, ...projectColors].map((color) => (
          <label
            key={color}
            title={t(`project.colors.${color ?? 'none'}`)}
            className="relative flex size-8 items-center justify-center rounded-md border border-transparent touch-target hover:bg-hover has-checked:border-border has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input
              type="radio"
              name={name}
              aria-label={t(`project.colors.${color ?? 'none'}`)}
              checked={color === project.color}
              onChange={() => void save({ color })}
              className="absolute inset-0 appearance-none outline-none"
            />
            {color ? (
              <ColorMark color={color} className="size-4!" />
            ) : (
              <Ban size={16} aria-hidden className="text-muted" />
            )}
            {color !== null && color === project.color && (
              <Check size={10} strokeWidth={3.5} aria-hidden className="absolute text-accent-fg" />
            )}
          </label>
        ))}
      </fieldset>
    </FieldLine>
  )
}
