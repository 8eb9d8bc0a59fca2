// One header line that shows or hides what belongs to it. Opening grows downwards only: the header stays under the pointer.
import { cx } from 'class-variance-authority'
import { ChevronRight } from 'lucide-react'
import { useId, type ReactNode } from 'react'

export type CollapsibleProps = {
  /** Everything on the header line after the arrow. No interactive elements inside. */
  header: ReactNode
  open: boolean
  onToggle: (open: boolean, event: { altKey: boolean }) => void
  /** Called only while open. */
  children: () => ReactNode
  /** Controls at the end of the header line. */
  aside?: ReactNode
  className?: string
  headerClassName?: string
}

export function Collapsible({
  header,
  open,
  onToggle,
  children,
  aside,
  className,
  headerClassName,
}: CollapsibleProps) {
  const id = useId()
  return (
    <div className={className}>
      <div className="flex items-center">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={(event) => onToggle(!open, event)}
          className={cx(
            'ring-inset-focus flex min-h-8 min-w-0 flex-1 items-center gap-1.5 rounded-md px-1.5 text-start transition-colors hover:bg-hover touch-target',
            headerClassName,
          )}
        >
          <ChevronRight
            size={14}
            aria-hidden
            className={cx('my-0.75 shrink-0 text-muted transition-transform', open && 'rotate-90')}
          />
          {header}
        </button>
        {aside}
      </div>
      {open && <div id={id}>{children()}</div>}
    </div>
  )
}
