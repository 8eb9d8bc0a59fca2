// What a screen shows when there is nothing yet, or when it failed: one sentence, perhaps one more, one action.
import { cx } from 'class-variance-authority'
import type { ReactNode } from 'react'

export type EmptyStateProps = {
  icon?: ReactNode
  title: ReactNode
  detail?: ReactNode
  action?: ReactNode
  className?: string
}

export function EmptyState({ icon, title, detail, action, className }: EmptyStateProps) {
  return (
    <div
      className={cx('m-auto flex max-w-md flex-col items-center gap-2 p-8 text-center', className)}
    >
      {icon && <span className="mb-1 text-muted">{icon}</span>}
      <p className="text-lg font-medium text-balance">{title}</p>
      {detail && <div className="text-pretty text-muted">{detail}</div>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
