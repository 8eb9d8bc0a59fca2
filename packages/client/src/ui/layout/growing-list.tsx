// A list of any length: its rows come onto the page as somebody nears them, and stay. In the place of the others stand gaps,
// as high as those rows will be. Must know nothing of what the rows are.
import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type AriaAttributes,
  type ReactNode,
} from 'react'

/** A row's place in the whole, for screen readers: they would count what is on the page. */
export type InList = Pick<AriaAttributes, 'aria-posinset' | 'aria-setsize'>

export type GrowingListProps<Row> = {
  rows: readonly Row[]
  /** Draws a row as an `li` with its key and these attributes. */
  draw: (row: Row, inList: InList) => ReactNode
  /** Sets `--row`, the height of a usual row. */
  className: string
  'aria-label'?: string
  'aria-labelledby'?: string
}

/** So many rows come at once. */
const together = 20
/** How far from what is in sight, in px. */
const nearPx = 300

export function GrowingList<Row>({ rows, draw, ...list }: GrowingListProps<Row>) {
  const [drawn, setDrawn] = useState<ReadonlySet<number>>(new Set())
  const show = useCallback((part: number) => setDrawn((before) => new Set([...before, part])), [])
  const isLong = rows.length > together
  return (
    <ul {...list}>
      {rows.flatMap<ReactNode>((row, at) => {
        const part = Math.floor(at / together)
        if (drawn.has(part))
          return [draw(row, isLong ? { 'aria-posinset': at + 1, 'aria-setsize': rows.length } : {})]
        if (at % together > 0) return []
        const count = Math.min(together, rows.length - at)
        return [<Gap key={`gap ${part}`} part={part} count={count} onNear={show} />]
      })}
    </ul>
  )
}

type GapProps = { part: number; count: number; onNear: (part: number) => void }

/** The place of a part's rows. One that is near as it comes is gone again before it could be seen. */
function Gap({ part, count, onNear }: GapProps) {
  const gap = useRef<HTMLLIElement>(null)
  useLayoutEffect(() => {
    if (gap.current === null) return
    if (isNear(gap.current.getBoundingClientRect())) return onNear(part)
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) onNear(part)
      },
      // Of the box that scrolls; a browser that does not know it draws the rows a frame later.
      { scrollMargin: `${nearPx}px` },
    )
    observer.observe(gap.current)
    return () => observer.disconnect()
  }, [part, onNear])
  return <li ref={gap} aria-hidden style={{ height: `calc(${count} * var(--row))` }} />
}

/** What is not drawn has no height. */
function isNear({ top, bottom, height }: DOMRect): boolean {
  return height > 0 && bottom > -nearPx && top < window.innerHeight + nearPx
}
