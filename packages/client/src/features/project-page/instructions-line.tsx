// What every agent of a project is told beside its task. Kept when the field is left, or by Mod+Enter.
import type { Project } from '@a-parallel/shared'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../platform/use-format.ts'
import { TextArea } from '../../ui/controls/text-area.tsx'
import { FieldLine } from './field-line.tsx'
import { useSaving } from './use-saving.ts'
import { useText } from './use-text.ts'

/** As the server checks it. */
const longest = 10_000
/** From here on it is said how much there is. */
const long = 8_000

export function InstructionsLine({ project }: { project: Project }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { saved, error, save, edited } = useSaving(project.id)
  const field = useText(project.instructions, (instructions) => save({ instructions }))
  const label = t('project.instructions')
  const { length } = field.text
  return (
    <FieldLine wide label={label} hint={t('project.instructionsHint')} saved={saved} error={error}>
      <TextArea
        label={label}
        value={field.text}
        placeholder={t('project.instructionsExample')}
        minLines={4}
        maxLines={20}
        maxLength={longest}
        aria-invalid={error !== undefined}
        onChange={(event) => {
          edited()
          field.write(event.target.value)
        }}
        onFocus={field.enter}
        onBlur={field.leave}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
          event.preventDefault()
          field.send()
        }}
        className="rounded-md border border-border bg-bg! px-3 py-2 aria-invalid:border-fail"
      />
      {length > long && (
        <p className="pt-1 text-xs text-muted">
          {t('project.instructionsLength', {
            length: format.number(length),
            most: format.number(longest),
          })}
        </p>
      )}
    </FieldLine>
  )
}
