// Label, hint and error around one form control, tied to it by id so that a screen reader hears all three.
import { useId, type ReactNode } from 'react'

export type FieldSlot = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': boolean | undefined
}

export type FieldProps = {
  label: string
  hint?: ReactNode
  /** What is wrong and what to do about it; announced when it appears. */
  error?: ReactNode
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean
  children: (slot: FieldSlot) => ReactNode
}

export function Field({ label, hint, error, hideLabel, children }: FieldProps) {
  const id = useId()
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-sm font-medium'}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      <div role="alert" id={`${id}-error`} className="text-sm text-fail empty:hidden">
        {error}
      </div>
    </div>
  )
}
