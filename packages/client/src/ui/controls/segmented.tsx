// Two to five choices side by side, one chosen. Real radio buttons underneath: arrows move, Tab leaves.
import { cx } from 'class-variance-authority'
import { useId, type ReactNode } from 'react'

export type SegmentedProps<Value extends string> = {
  label: string
  value: Value
  options: readonly { value: Value; label: string; icon?: ReactNode; disabled?: boolean }[]
  onChange: (value: Value) => void
  size?: 'sm' | 'md'
}

export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  size = 'md',
}: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className="inline-flex w-fit max-w-full flex-wrap rounded-md border border-border p-0.5">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className={cx(
            'relative flex items-center justify-center gap-1.5 rounded-sm px-2.5 text-muted transition-colors touch-target',
            'has-checked:bg-selected has-checked:font-medium has-checked:text-fg has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent hover:text-fg',
            size === 'sm' ? 'min-h-6 text-sm' : 'min-h-7',
          )}
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
            className="absolute inset-0 appearance-none outline-none"
          />
          {option.icon}
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}
