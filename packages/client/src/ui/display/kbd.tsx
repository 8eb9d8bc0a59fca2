// Keys to press, always visible but dim. Give them as a person reads them: "Alt+N".
import { cx } from 'class-variance-authority'

export function Kbd({ keys, className }: { keys: string; className?: string }) {
  return (
    <kbd
      className={cx(
        'shrink-0 rounded-sm border border-line px-1 text-xs leading-4 text-muted',
        className,
      )}
    >
      {keys}
    </kbd>
  )
}
