// A box whose content scrolls inside it. Reachable by keyboard, or its content could not be scrolled without a mouse.
import { cx } from 'class-variance-authority'
import type { ReactNode, Ref, UIEventHandler } from 'react'

export type ScrollBoxProps = {
  /** Name for screen readers; leave it out where the box stands in running text. */
  label?: string
  as?: 'div' | 'pre'
  className?: string
  ref?: Ref<HTMLDivElement & HTMLPreElement>
  onScroll?: UIEventHandler<HTMLElement>
  children: ReactNode
}

export function ScrollBox({
  label,
  as: Tag = 'div',
  className,
  ref,
  onScroll,
  children,
}: ScrollBoxProps) {
  return (
    <Tag
      ref={ref}
      onScroll={onScroll}
      // See above.
      tabIndex={0}
      role={label ? 'group' : undefined}
      aria-label={label}
      className={cx('ring-inset-focus scroll-thin', className)}
    >
      {children}
    </Tag>
  )
}
