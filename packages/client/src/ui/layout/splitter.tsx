// The line between two panes: drag it, or focus it and use the arrows, Home, End, and Enter to fold the pane away.
import { useRef, type KeyboardEvent, type PointerEvent } from 'react'

export type SplitterProps = {
  label: string
  /** Id of the pane whose size it sets. */
  controls: string
  size: number
  min: number
  max: number
  /** What a double click goes back to. */
  usual: number
  /** The pane lies before (to the start of) the line, or after it. */
  pane?: 'before' | 'after'
  onSize: (size: number) => void
  onFold?: () => void
}

const step = 16

export function Splitter({
  label,
  controls,
  size,
  min,
  max,
  usual,
  pane = 'before',
  onSize,
  onFold,
}: SplitterProps) {
  const from = useRef<{ x: number; size: number }>(undefined)
  const direction = pane === 'before' ? 1 : -1
  const set = (next: number) => onSize(Math.round(Math.min(max, Math.max(min, next))))
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowLeft: () => set(size - step * direction),
      ArrowRight: () => set(size + step * direction),
      Home: () => set(min),
      End: () => set(max),
      Enter: () => onFold?.(),
    }
    const move = moves[event.key]
    if (!move) return
    event.preventDefault()
    move()
  }
  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    from.current = { x: event.clientX, size }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (from.current) set(from.current.size + (event.clientX - from.current.x) * direction)
  }
  const end = () => {
    from.current = undefined
  }
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a line that can be moved is a control, and holds its own drawing
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-controls={controls}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDoubleClick={() => set(usual)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
      className="group relative z-10 -mx-1 w-2 shrink-0 cursor-col-resize touch-none outline-none"
    >
      <span className="absolute inset-y-0 start-1/2 w-px bg-line transition-colors group-hover:w-0.5 group-hover:bg-accent group-focus-visible:w-0.5 group-focus-visible:bg-accent" />
    </div>
  )
}
