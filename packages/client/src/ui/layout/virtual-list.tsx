// A long list of which only the visible part is on the page. Tells screen readers each row's place in the whole, and
// keeps the focused row mounted. The scrolling box is its own element, so that who uses it can watch its scrolling.
import {
  memo,
  useMemo,
  useState,
  type ComponentProps,
  type Key,
  type ReactNode,
  type Ref,
} from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'

export type VirtualListHandle = VirtualizerHandle

export type VirtualListProps<Row> = {
  rows: readonly Row[]
  keyOf: (row: Row) => Key
  /** Hand in a stable function: a row is drawn again only when it or this changes. */
  draw: (row: Row, index: number) => ReactNode
  /** `log` for a transcript (its live region is off: the announcer speaks), `list` for the rest. */
  role: 'log' | 'list'
  label: string
  ref?: Ref<VirtualListHandle>
  /** The box that scrolls, and what happens in it. */
  box?: ComponentProps<'div'>
  /** A usual row's height in px, for rows that were not on the page yet. */
  rowHeight?: number
  onScroll?: ((offset: number) => void) | undefined
  /** There are more rows than these, nobody knows how many. */
  open?: boolean | undefined
  /** Drawn after the last row, inside the box. */
  children?: ReactNode
  className?: string
}

export function VirtualList<Row>({
  rows,
  keyOf,
  draw,
  role,
  label,
  ref,
  box,
  rowHeight,
  onScroll,
  open = false,
  children,
  className,
}: VirtualListProps<Row>) {
  const [focused, setFocused] = useState<Key>()
  const kept = useMemo(() => {
    const index = focused === undefined ? -1 : rows.findIndex((row) => keyOf(row) === focused)
    return index < 0 ? undefined : [index]
  }, [rows, focused, keyOf])
  const total = open ? -1 : rows.length
  return (
    <div
      role={role}
      aria-label={label}
      aria-live={role === 'log' ? 'off' : undefined}
      // Or it could not be scrolled by keyboard.
      tabIndex={0}
      {...box}
      className={className}
    >
      <Virtualizer
        ref={ref}
        data={rows}
        itemSize={rowHeight}
        keepMounted={kept}
        onScroll={onScroll}
      >
        {(row: Row, index) => (
          <div
            key={keyOf(row)}
            role={role === 'list' ? 'listitem' : 'article'}
            aria-setsize={total}
            aria-posinset={index + 1}
            onFocus={() => setFocused(keyOf(row))}
          >
            {/* The type of a memoised component forgets that it is generic. */}
            <Drawn
              row={row}
              index={index}
              draw={draw as (row: unknown, index: number) => ReactNode}
            />
          </div>
        )}
      </Virtualizer>
      {children}
    </div>
  )
}

type DrawnProps = {
  row: unknown
  index: number
  draw: (row: unknown, index: number) => ReactNode
}

const Drawn = memo(function Drawn({ row, index, draw }: DrawnProps) {
  return draw(row, index)
})
