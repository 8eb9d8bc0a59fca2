// Free content in a small window tied to its button. Loaded on first use; Escape or a press outside closes it.
import { lazy, Suspense, useRef, useState, type ReactNode } from 'react'

export type PopoverProps = {
  /** Name of the popup, and of the button unless `worded`. */
  label: string
  trigger: ReactNode
  triggerClassName?: string
  worded?: boolean
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  /** For lines of code, and tables of many columns. */
  wide?: boolean
  /** Whether it is open, and who is told; whoever leaves them out lets it keep that for itself. */
  open?: boolean
  onOpenChange?: (open: boolean) => void
  children: (close: () => void) => ReactNode
}

const loadSurface = () => import('./popover-surface.tsx')
const PopoverSurface = lazy(async () => ({ default: (await loadSurface()).PopoverSurface }))

export function Popover({
  label,
  trigger,
  triggerClassName,
  worded,
  align,
  side,
  wide,
  open: given,
  onOpenChange,
  children,
}: PopoverProps) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [own, setOwn] = useState(false)
  const open = given ?? own
  const setOpen = onOpenChange ?? setOwn
  return (
    <>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={worded ? undefined : label}
        onPointerEnter={() => void loadSurface()}
        onClick={() => setOpen(!open)}
        className={triggerClassName}
      >
        {trigger}
      </button>
      {open && (
        <Suspense fallback={null}>
          <PopoverSurface
            label={label}
            anchor={anchor}
            onClose={() => setOpen(false)}
            align={align}
            side={side}
            wide={wide}
          >
            {children(() => setOpen(false))}
          </PopoverSurface>
        </Suspense>
      )}
    </>
  )
}
