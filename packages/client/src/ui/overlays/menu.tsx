// A menu described as data, behind its button. The popup itself (and the library under it) loads when a person first
// reaches for a menu, so that the first page stays light.
import { lazy, Suspense, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import type { MenuEntry } from './menu-entry.ts'
import { Tooltip } from './tooltip.tsx'

export type { MenuEntry }

export type MenuProps = {
  /** Name of the button and of the menu. */
  label: string
  entries: readonly MenuEntry[]
  trigger: ReactNode
  triggerClassName?: string
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
  disabled?: boolean
  /** The trigger shows words of its own: `label` then only names the menu, and no tooltip is shown. */
  worded?: boolean
}

const loadSurface = () => import('./menu-surface.tsx')
const MenuSurface = lazy(async () => ({ default: (await loadSurface()).MenuSurface }))

export function Menu({
  label,
  entries,
  trigger,
  triggerClassName,
  align,
  side,
  disabled,
  worded,
}: MenuProps) {
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const [wanted, setWanted] = useState(false)
  const change = (next: boolean) => {
    if (next) setWanted(true)
    setOpen(next)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    change(true)
  }
  const button = (
    <button
      ref={anchor}
      type="button"
      disabled={disabled}
      aria-haspopup="menu"
      aria-expanded={open}
      aria-label={worded ? undefined : label}
      onPointerEnter={() => void loadSurface()}
      onClick={() => change(!open)}
      onKeyDown={onKeyDown}
      className={triggerClassName}
    >
      {trigger}
    </button>
  )
  return (
    <>
      {worded ? button : <Tooltip label={label}>{button}</Tooltip>}
      {wanted && (
        <Suspense fallback={null}>
          <MenuSurface
            label={label}
            anchor={anchor}
            open={open}
            onOpenChange={change}
            entries={entries}
            align={align}
            side={side}
          />
        </Suspense>
      )}
    </>
  )
}
