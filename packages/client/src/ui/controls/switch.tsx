// An on/off choice that takes effect at once, with its label beside it.
import { Switch as Base } from '@base-ui/react/switch'
import type { ReactNode } from 'react'

export type SwitchProps = {
  label: ReactNode
  hint?: ReactNode
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean
  checked: boolean
  disabled?: boolean
  onChange: (checked: boolean) => void
}

export function Switch({ label, hint, hideLabel, checked, disabled, onChange }: SwitchProps) {
  return (
    <label className="flex min-h-8 items-center justify-between gap-4 touch-target">
      <span className={hideLabel ? 'sr-only' : undefined}>
        <span className="block">{label}</span>
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
      <Base.Root
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
        className="flex h-5 w-9 shrink-0 items-center rounded-full border border-border bg-bg p-0.5 transition-colors data-checked:border-accent data-checked:bg-accent"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-muted transition-transform data-checked:translate-x-4 data-checked:bg-accent-fg" />
      </Base.Root>
    </label>
  )
}
