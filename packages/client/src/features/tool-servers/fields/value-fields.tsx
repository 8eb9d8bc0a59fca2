// Names and values of an environment or of headers. What is kept is not shown: left empty it stays.
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../ui/controls/button.tsx'
import { IconButton } from '../../../ui/controls/icon-button.tsx'
import { TextField } from '../../../ui/controls/text-field.tsx'
import type { WrittenValue } from '../written.ts'

interface ValueFieldsProps {
  title: string
  values: readonly WrittenValue[]
  /** What is to be filled in where it stands in a value. */
  places: readonly string[]
  onChange: (values: WrittenValue[]) => void
}

const plain = { spellCheck: false, autoCapitalize: 'off', autoComplete: 'off' } as const

export function ValueFields({ title, values, places, onChange }: ValueFieldsProps) {
  const { t } = useTranslation()
  const set = (id: number, some: Partial<WrittenValue>) =>
    onChange(values.map((one) => (one.id === id ? { ...one, ...some } : one)))
  const openIn = (value: string) => places.find((place) => value.includes(place))
  const next = Math.max(-1, ...values.map(({ id }) => id)) + 1
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-sm font-medium">{title}</legend>
      {values.map(({ id, name, value, kept }, index) => {
        const number = index + 1
        return (
          <div key={id} className="flex items-start gap-2">
            <div className="grid min-w-0 flex-1 gap-2 sm:grid-cols-[2fr_3fr]">
              <TextField
                {...plain}
                label={t('toolServers.valueName', { number })}
                hideLabel
                placeholder={t('toolServers.namePlaceholder')}
                className="font-mono"
                value={name}
                onChange={(event) => set(id, { name: event.target.value, kept: false })}
              />
              <TextField
                {...plain}
                // Until it is filled in it holds nothing secret, and says what is wanted.
                type={openIn(value) === undefined ? 'password' : 'text'}
                onFocus={({ target }) => choose(target, openIn(target.value))}
                label={t('toolServers.valueOf', { name: name || number })}
                hideLabel
                placeholder={t(kept ? 'toolServers.keptValue' : 'toolServers.valuePlaceholder')}
                className="font-mono"
                value={value}
                onChange={(event) => set(id, { value: event.target.value })}
              />
            </div>
            <IconButton
              label={t('toolServers.removeValue', { name: name || number })}
              icon={<X size={14} aria-hidden />}
              onClick={() => onChange(values.filter((one) => one.id !== id))}
            />
          </div>
        )
      })}
      <p className="text-xs text-muted">{t('toolServers.valuesHint')}</p>
      <Button
        size="sm"
        className="self-start"
        icon={<Plus size={14} aria-hidden />}
        onClick={() => onChange([...values, { id: next, name: '', value: '', kept: false }])}
      >
        {t('toolServers.addValue')}
      </Button>
    </fieldset>
  )
}

/** What is typed next takes the place of that, and of nothing that stands around it. */
function choose(field: HTMLInputElement, place: string | undefined): void {
  if (place === undefined) return
  const start = field.value.indexOf(place)
  field.setSelectionRange(start, start + place.length)
}
