// What could not be read, where a whole empty state would be too much: why, and another try.
import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'
import { Button } from '../controls/button.tsx'

export type FailedLineProps = {
  retryLabel: string
  onRetry: () => void
  className?: string
  /** Why, in words. */
  children: ReactNode
}

export function FailedLine({ retryLabel, onRetry, className, children }: FailedLineProps) {
  return (
    <div className={cx('flex flex-wrap items-center gap-x-3 gap-y-2', className)}>
      <p role="alert" className="text-pretty text-fail">
        {children}
      </p>
      <Button size="sm" onClick={onRetry}>
        {retryLabel}
      </Button>
    </div>
  )
}
