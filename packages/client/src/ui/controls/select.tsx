// One choice out of a longer list, as the platform draws it: works with a keyboard, a finger and a screen reader unchanged.
// For choices that need an icon or an explanation use a Menu with a choice entry.
import { cx } from 'class-variance-authority'
import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { Field, type FieldProps } from './field.tsx'
import { inputLook } from './text-field.tsx'

export type SelectProps = Omit<ComponentProps<'select'>, 'onChange' | 'children'> &
  Omit<FieldProps, 'children'> & {
    options: readonly { value: string; label: string; disabled?: boolean }[]
    onChange: (value: string) => void
  }

export function Select({
  label,
  hint,
  error,
  hideLabel,
  options,
  onChange,
  className,
  ...rest
}: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>
      {(slot) => (
        <span className="relative block">
          <select
            {...rest}
            {...slot}
            onChange={(event) => onChange(event.target.value)}
            className={cx(inputLook, 'appearance-none pe-8', className)}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value} disabled={option.disabled}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown
            size={14}
            aria-hidden
            className="pointer-events-none absolute end-2.5 top-1/2 -translate-y-1/2 text-muted"
          />
        </span>
      )}
    </Field>
  )
}
