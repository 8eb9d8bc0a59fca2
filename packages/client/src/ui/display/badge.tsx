// A short word or number on a tint of its own colour, or plain in a thin frame.
import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { toneText, type Tone } from './status-glyph.tsx'

export function Badge({
  tone,
  className,
  children,
}: {
  tone?: Tone
  className?: string
  children: ReactNode
}) {
  const look = tone ? `tint ${toneText({ tone })}` : 'border border-line text-muted'
  return (
    <span
      className={cx(
        'inline-flex h-5 shrink-0 items-center gap-1 rounded-sm px-1.5 text-xs font-medium',
        look,
        className,
      )}
    >
      {children}
    </span>
  )
}
