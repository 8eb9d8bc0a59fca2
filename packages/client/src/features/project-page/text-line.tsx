// A short text of a project: kept by Enter, or when the field is left. What was refused stays to be mended.
import type { ProjectId } from '@a-parallel/shared'
import { cx } from 'class-variance-authority'
import { isComposing } from '../../ui/controls/text-area.tsx'
import { inputLook } from '../../ui/controls/text-field.tsx'
import { FieldLine } from './field-line.tsx'
import { useSaving, type ProjectChange } from './use-saving.ts'
import { useText } from './use-text.ts'

export type TextLineProps = {
  id: ProjectId
  label: string
  hint: string
  value: string
  mono?: boolean
  /** It takes the whole width. */
  wide?: boolean
  inputMode?: 'decimal'
  placeholder?: string
  /** What a text changes; null: it is no such text. */
  change: (text: string) => ProjectChange | null
  /** Said of a text that is none. */
  invalid?: string
}

export function TextLine(props: TextLineProps) {
  const {
    id,
    label,
    hint,
    value,
    wide = false,
    inputMode,
    placeholder,
    change,
    invalid = '',
  } = props
  const { saved, error, save, refuse, edited } = useSaving(id)
  const field = useText(value, (text) => {
    const wanted = change(text.trim())
    if (wanted) return save(wanted)
    refuse(invalid)
    return Promise.resolve(false)
  })
  return (
    <FieldLine label={label} hint={hint} wide={wide} saved={saved} error={error}>
      <input
        type="text"
        aria-label={label}
        aria-invalid={error !== undefined}
        value={field.text}
        placeholder={placeholder}
        inputMode={inputMode}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        onChange={(event) => {
          edited()
          field.write(event.target.value)
        }}
        onFocus={field.enter}
        onBlur={field.leave}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !isComposing(event)) field.send()
        }}
        className={cx(inputLook, wide ? 'w-full' : 'sm:w-64', props.mono && 'font-mono text-sm')}
      />
    </FieldLine>
  )
}
