// Grey bars in the shape of what is coming. Shown only when it takes longer than 150 ms; hidden from screen readers.
import { cx } from 'class-variance-authority'

/** `lines` are widths, for example ['60%', '90%', '40%']. */
export function Skeleton({ lines, className }: { lines: readonly string[]; className?: string }) {
  return (
    <div aria-hidden className={cx('appear-late flex flex-col gap-3', className)}>
      {lines.map((width, index) => (
        // The bars never move.
        <span key={index} className="h-3 rounded-sm bg-selected" style={{ inlineSize: width }} />
      ))}
    </div>
  )
}
