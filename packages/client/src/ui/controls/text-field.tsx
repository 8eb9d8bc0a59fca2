// One line of text with its label, hint and error.
import { cx } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { Field, type FieldProps } from './field.tsx'

export const inputLook =
  'w-full min-h-8 rounded-md border border-border bg-bg px-2.5 py-1 text-base text-fg aria-invalid:border-fail disabled:text-muted touch-target'

export type TextFieldProps = ComponentProps<'input'> & Omit<FieldProps, 'children'>

export function TextField({ label, hint, error, hideLabel, className, ...rest }: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>
      {(slot) => <input type="text" {...rest} {...slot} className={cx(inputLook, className)} />}
    </Field>
  )
}
