// A few first prompts for a person who only wants to see what happens. They fill the box and can be changed.
import { useTranslation } from 'react-i18next'

const starters = ['starterExplain', 'starterBug', 'starterTests'] as const

export function Starters({ onChoose }: { onChoose: (prompt: string) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset className="flex flex-wrap gap-2 px-1">
      <legend className="sr-only">{t('new.starters')}</legend>
      {starters.map((starter) => (
        <button
          key={starter}
          type="button"
          onClick={() => onChoose(t(`new.${starter}Prompt`))}
          className="min-h-8 rounded-md border border-line px-3 py-1 text-start text-sm text-muted transition-colors hover:bg-hover hover:text-fg touch-target"
        >
          {t(`new.${starter}`)}
        </button>
      ))}
    </fieldset>
  )
}
