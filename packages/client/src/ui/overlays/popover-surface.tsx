// The window behind Popover: loaded on first use.
import { Popover as Base } from '@base-ui/react/popover'
import type { ReactNode, RefObject } from 'react'
import { isOwnPress } from './own-press.ts'

export type PopoverSurfaceProps = {
  label: string
  anchor: RefObject<HTMLButtonElement | null>
  onClose: () => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  wide?: boolean | undefined
  children: ReactNode
}

export function PopoverSurface({
  label,
  anchor,
  onClose,
  align = 'start',
  side = 'bottom',
  wide = false,
  children,
}: PopoverSurfaceProps) {
  return (
    <Base.Root
      open
      onOpenChange={(_open, details) => {
        if (isOwnPress(details, anchor)) return
        onClose()
      }}
    >
      <Base.Portal>
        <Base.Positioner
          anchor={anchor}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className="z-40"
        >
          <Base.Popup
            aria-label={label}
            finalFocus={anchor}
            className={`pop-motion scroll-thin max-h-(--available-height) max-w-[calc(100vw-1rem)] overflow-y-auto rounded-lg border border-line bg-raised p-3 shadow-lift outline-none ${wide ? 'w-md' : 'w-80'}`}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
