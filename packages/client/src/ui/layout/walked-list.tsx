// A long list that is walked by keys: the arrows go from row to row, Home and End to its ends. Each row holds one control,
// which takes the focus. Must know nothing of what the rows are.
import {
  useCallback,
  useEffect,
  useImperativeHandle,
  useRef,
  type KeyboardEvent,
  type Ref,
} from 'react'
import { VirtualList, type VirtualListHandle, type VirtualListProps } from './virtual-list.tsx'

export type WalkedListHandle = {
  /** Goes so many rows further down, or up; to the first one while none has the focus. */
  move: (step: number) => void
  /** Goes to a row, which need not be on the page yet. */
  to: (at: number) => void
}

type WalkedListProps<Row> = Omit<VirtualListProps<Row>, 'ref' | 'role' | 'box' | 'onScroll'> & {
  ref?: Ref<WalkedListHandle>
  /** The last rows are near what is in sight: what follows them may be asked for. */
  onNearEnd?: (() => void) | undefined
}

/** A row that was far away is there some frames later, on a busy machine many. */
const framesWaited = 90
/** What is scrolled to within a moment, in px. */
const nearPx = 1_000

const steps: Partial<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
}

export function WalkedList<Row>({
  ref,
  rows,
  onNearEnd,
  className = '',
  ...list
}: WalkedListProps<Row>) {
  const inner = useRef<VirtualListHandle>(null)
  const box = useRef<HTMLDivElement>(null)
  const wanted = useRef(0)
  const to = useCallback((at: number) => {
    wanted.current += 1
    const mine = wanted.current
    inner.current?.scrollToIndex(at, { align: 'nearest' })
    // Whoever went on meanwhile is not called back.
    focusSoon(() => (mine === wanted.current ? rowAt(box.current, at) : null), framesWaited)
  }, [])
  const move = (step: number) => {
    if (rows.length === 0) return
    const from = placeOf(box.current, document.activeElement)
    const at = from === null ? 0 : from + step
    to(Math.max(0, Math.min(rows.length - 1, at)))
  }
  useImperativeHandle(ref, () => ({ move, to }))
  const look = useCallback(() => {
    const at = inner.current
    if (at && at.scrollSize - at.scrollOffset - at.viewportSize < nearPx) onNearEnd?.()
  }, [onNearEnd])
  useEffect(look, [look, rows.length])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return
    event.preventDefault()
    move(step)
  }
  return (
    <VirtualList
      ref={inner}
      rows={rows}
      {...list}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- the role of its box, as it names it
      role="list"
      box={{ ref: box, onKeyDown }}
      onScroll={look}
      className={`ring-inset-focus scroll-thin min-h-0 flex-1 overflow-y-auto ${className}`}
    />
  )
}

/** Each row's place in the whole is told to screen readers; it is what a row is found by. */
const place = 'aria-posinset'

function placeOf(box: HTMLElement | null, inside: Element | null): number | null {
  const row = inside?.closest(`[${place}]`)
  return row && box?.contains(row) ? Number(row.getAttribute(place)) - 1 : null
}

function rowAt(box: HTMLElement | null, at: number): HTMLElement | undefined {
  return box?.querySelector<HTMLElement>(`[${place}="${at + 1}"] button`) ?? undefined
}

/** @param find undefined: not yet; null: no longer wanted. */
function focusSoon(find: () => HTMLElement | undefined | null, frames: number): void {
  requestAnimationFrame(() => {
    const row = find()
    if (row === null) return
    row?.focus()
    // One whose height is still being measured is hidden, and takes no focus.
    const isThere = row !== undefined && document.activeElement === row
    if (!isThere && frames > 0) focusSoon(find, frames - 1)
  })
}
