// A name beside a control on hover and where a key has moved the focus. Never holds anything that is not reachable otherwise.
// Hand-made instead of a popup library: it is on the first page, and this is a hundredth of the weight.
import { cloneElement, useEffect, useState, type ReactElement } from 'react'
import { createPortal } from 'react-dom'

type Spot = { left: number; top: number; above: boolean }
type Anchor = {
  onPointerEnter?: (event: React.PointerEvent<HTMLElement>) => void
  onPointerLeave?: (event: React.PointerEvent<HTMLElement>) => void
  onFocus?: (event: React.FocusEvent<HTMLElement>) => void
  onBlur?: (event: React.FocusEvent<HTMLElement>) => void
  onPointerDown?: (event: React.PointerEvent<HTMLElement>) => void
}

const hoverDelay = 500

export type TooltipProps = {
  label: string
  keys?: string | undefined
  children: ReactElement<Anchor>
}

export function Tooltip({ label, keys, children }: TooltipProps) {
  const { spot, show, hide } = useSpot()
  return (
    <>
      {cloneElement(children, anchorProps(children.props, show, hide))}
      {spot && createPortal(<Bubble spot={spot} label={label} keys={keys} />, document.body)}
    </>
  )
}

/** Keys that move the focus; what others open takes it, and would be covered by the name of its first control. */
const moving = new Set(['Tab', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End'])
let isMoving = false
let isListening = false

/** From the first tooltip on. */
function listenToKeys(): void {
  if (isListening) return
  isListening = true
  window.addEventListener('keydown', ({ key }) => (isMoving = moving.has(key)), true)
  window.addEventListener('keyup', () => (isMoving = false), true)
}

type Show = (element: HTMLElement, delay: number) => void

/** Where the tooltip is shown, if it is; Escape hides it. */
function useSpot() {
  const [spot, setSpot] = useState<Spot>()
  const [aim, setAim] = useState<{ element: HTMLElement; delay: number }>()
  useEffect(listenToKeys, [])
  useEffect(() => {
    if (!aim) return
    const timer = setTimeout(() => setSpot(placeFor(aim.element)), aim.delay)
    return () => clearTimeout(timer)
  }, [aim])
  useEffect(() => {
    if (!spot) return
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setSpot(undefined)
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [spot])
  const show: Show = (element, delay) => setAim({ element, delay })
  const hide = () => {
    setAim(undefined)
    setSpot(undefined)
  }
  return { spot, show, hide }
}

/** The control's own handlers, then ours. */
function anchorProps(own: Anchor, show: Show, hide: () => void): Anchor {
  return {
    onPointerEnter: (event) => {
      own.onPointerEnter?.(event)
      if (event.pointerType === 'mouse') show(event.currentTarget, hoverDelay)
    },
    onPointerLeave: (event) => {
      own.onPointerLeave?.(event)
      hide()
    },
    onFocus: (event) => {
      own.onFocus?.(event)
      if (isMoving) show(event.currentTarget, 0)
    },
    onBlur: (event) => {
      own.onBlur?.(event)
      hide()
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event)
      hide()
    },
  }
}

function Bubble({ spot, label, keys }: { spot: Spot; label: string; keys: string | undefined }) {
  return (
    <div
      aria-hidden
      style={{ left: spot.left, top: spot.top, translate: `-50% ${spot.above ? '-100%' : '0'}` }}
      className="pointer-events-none fixed z-50 flex max-w-64 items-center gap-2 rounded-md bg-fg px-2 py-1 text-xs text-bg"
    >
      {label}
      {keys && <kbd className="text-xs">{keys}</kbd>}
    </div>
  )
}

function placeFor(element: HTMLElement): Spot {
  const box = element.getBoundingClientRect()
  const half = 72
  const above = box.bottom + 36 > window.innerHeight
  return {
    left: Math.min(Math.max(box.left + box.width / 2, half), window.innerWidth - half),
    top: above ? box.top - 6 : box.bottom + 6,
    above,
  }
}
