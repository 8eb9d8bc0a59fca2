// A square button that shows only an icon. It always has a name and a tooltip with that name; never use it for a main action.
import { cx } from 'class-variance-authority'
import type { ComponentProps, ReactNode } from 'react'
import { Tooltip } from '../overlays/tooltip.tsx'

export type IconButtonProps = Omit<ComponentProps<'button'>, 'children' | 'aria-label'> & {
  /** The accessible name, also shown as tooltip. */
  label: string
  /** Keys that do the same, shown in the tooltip. */
  keys?: string | undefined
  icon: ReactNode
  size?: 'sm' | 'md'
}

export function IconButton({
  label,
  keys,
  icon,
  size = 'md',
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <button
        type="button"
        aria-label={label}
        {...rest}
        className={cx(
          'inline-flex shrink-0 items-center justify-center rounded-md text-muted transition-colors touch-target',
          'enabled:hover:bg-hover enabled:hover:text-fg aria-expanded:bg-hover aria-expanded:text-fg aria-pressed:bg-selected aria-pressed:text-fg disabled:opacity-100 disabled:text-border',
          size === 'sm' ? 'size-6' : 'size-8',
          className,
        )}
      >
        {icon}
      </button>
    </Tooltip>
  )
}
