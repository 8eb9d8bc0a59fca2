// The push button in its four weights and two sizes. The one accent fill (primary) belongs to the next step of a screen.
// Labels wrap and are never cut; a busy button keeps its width and its place in the tab order.
import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps, ReactNode } from 'react'
import { Spinner } from '../display/spinner.tsx'

export const buttonLook = cva(
  'inline-flex items-center justify-center gap-1.5 rounded-md font-medium text-center transition-colors select-none touch-target aria-disabled:cursor-not-allowed disabled:cursor-not-allowed',
  {
    variants: {
      weight: {
        primary:
          'bg-accent text-accent-fg enabled:not-aria-disabled:hover:bg-accent-hover disabled:bg-selected disabled:text-muted aria-disabled:bg-selected aria-disabled:text-muted',
        normal:
          'border border-border bg-bg text-fg enabled:not-aria-disabled:hover:bg-hover disabled:text-muted disabled:border-line',
        quiet:
          'text-muted enabled:not-aria-disabled:hover:bg-hover enabled:not-aria-disabled:hover:text-fg aria-expanded:bg-hover aria-expanded:text-fg',
        danger: 'bg-fail text-accent-fg disabled:bg-selected disabled:text-muted',
      },
      size: {
        md: 'min-h-8 px-3 py-1 text-base',
        sm: 'min-h-7 px-2 py-0.5 text-sm',
      },
    },
    defaultVariants: { weight: 'normal', size: 'md' },
  },
)

export type ButtonProps = ComponentProps<'button'> &
  VariantProps<typeof buttonLook> & {
    /** A decorative icon before the label. */
    icon?: ReactNode
    /** Shows a spinner and ignores presses; the label should say what is going on ("Pushing…"). */
    busy?: boolean
  }

/** A button with a visible label. `type` is "button" unless told otherwise. */
export function Button({
  weight,
  size,
  icon,
  busy,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      className={buttonLook({ weight, size, className })}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </button>
  )
}
