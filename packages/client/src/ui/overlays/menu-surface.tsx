// The popup half of Menu: loaded on first use. Closing gives the focus back to the button.
import { Menu as Base } from '@base-ui/react/menu'
import { cx } from 'class-variance-authority'
import { Check } from 'lucide-react'
import type { ReactNode, RefObject } from 'react'
import { Kbd } from '../display/kbd.tsx'
import type { MenuEntry } from './menu-entry.ts'
import { isOwnPress } from './own-press.ts'

export type MenuSurfaceProps = {
  label: string
  anchor: RefObject<HTMLButtonElement | null>
  open: boolean
  onOpenChange: (open: boolean) => void
  entries: readonly MenuEntry[]
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'bottom'
}

const rowLook =
  'flex min-h-8 w-full items-center gap-2 rounded-sm px-2 py-1 text-start outline-none data-highlighted:bg-selected data-disabled:text-muted touch-target'

export function MenuSurface({
  label,
  anchor,
  open,
  onOpenChange,
  entries,
  align = 'start',
  side = 'bottom',
}: MenuSurfaceProps) {
  return (
    <Base.Root
      open={open}
      modal={false}
      onOpenChange={(next, details) => {
        if (!next && isOwnPress(details, anchor)) return
        onOpenChange(next)
      }}
    >
      {/* Inside a landmark: a menu that hangs on the body belongs to no part of the page. */}
      <Base.Portal container={document.getElementById('main') ?? undefined}>
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
            className="pop-motion scroll-thin max-h-(--available-height) max-w-[min(24rem,calc(100vw-1rem))] min-w-48 origin-(--transform-origin) overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-lift outline-none"
          >
            {entries.map((entry) => (
              <Entry key={entry.id} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

function Entry({ entry }: { entry: MenuEntry }) {
  if (entry.kind === 'separator') return <Base.Separator className="my-1 h-px bg-line" />
  if (entry.kind === 'item') {
    return (
      <Base.Item
        disabled={entry.disabled}
        onClick={entry.onSelect}
        className={cx(rowLook, entry.danger && 'text-fail')}
      >
        {entry.icon}
        <Words label={entry.label} detail={entry.detail} />
        {entry.keys && <Kbd keys={entry.keys} />}
      </Base.Item>
    )
  }
  return (
    <Base.RadioGroup value={entry.value} onValueChange={entry.onChange}>
      <Base.Group>
        <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-xs font-medium text-muted">
          {entry.label}
        </Base.GroupLabel>
        {entry.options.map((option) => (
          <Base.RadioItem
            key={option.value}
            value={option.value}
            disabled={option.disabled}
            closeOnClick
            className={cx(rowLook, option.danger && 'text-fail')}
          >
            <span className="w-3.5 shrink-0">
              <Base.RadioItemIndicator>
                <Check size={14} aria-hidden />
              </Base.RadioItemIndicator>
            </span>
            {option.icon}
            <Words label={option.label} detail={option.detail} />
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  )
}

function Words({ label, detail }: { label: string; detail?: string }): ReactNode {
  return (
    <span className="min-w-0 flex-1">
      <span className="block wrap-anywhere">{label}</span>
      {detail && <span className="block text-xs text-muted">{detail}</span>}
    </span>
  )
}
