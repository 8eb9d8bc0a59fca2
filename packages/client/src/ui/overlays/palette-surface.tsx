// A field over the page with what was found below it: type, go up and down, Enter does it, Escape closes. Loaded when first
// opened. What is found is the caller's; nothing is filtered here.
import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { cx } from 'class-variance-authority'
import { Search } from 'lucide-react'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { Kbd } from '../display/kbd.tsx'

export interface PaletteItem {
  id: string
  label: string
  /** Dim, after the label. */
  detail?: string | undefined
  keys?: string | undefined
  icon?: ReactNode
  danger?: boolean | undefined
  onSelect: () => void
}

export interface PaletteGroup {
  id: string
  label: string
  items: readonly PaletteItem[]
}

export type PaletteSurfaceProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  label: string
  placeholder: string
  value: string
  onValueChange: (value: string) => void
  groups: readonly PaletteGroup[]
  /** Said where nothing was found. */
  none: string
  /** Below the list. */
  hint: ReactNode
  /** Sees every key first, for the keys that close it again. */
  onKeyDown: (event: KeyboardEvent) => void
}

export function PaletteSurface(props: PaletteSurfaceProps) {
  const { open, onOpenChange, label, placeholder, value, onValueChange, groups, none, hint } = props
  const field = useRef<HTMLInputElement>(null)
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-shade" />
        <Dialog.Popup
          initialFocus={field}
          aria-label={label}
          onKeyDown={props.onKeyDown}
          className="fixed inset-x-0 top-[10vh] z-30 mx-auto flex max-h-[min(32rem,76dvh)] w-[min(40rem,calc(100vw-1.5rem))] flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-lift outline-none max-md:top-2 max-md:max-h-[calc(100dvh-1rem)]"
        >
          <Autocomplete.Root
            inline
            open
            items={groups}
            filter={null}
            mode="none"
            autoHighlight="always"
            itemToStringValue={({ label: words }: PaletteItem) => words}
            value={value}
            onValueChange={(next, { reason }) => {
              if (reason !== 'item-press') onValueChange(next)
            }}
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search size={16} aria-hidden className="shrink-0 text-muted" />
              <Autocomplete.Input
                ref={field}
                aria-label={label}
                placeholder={placeholder}
                className="min-h-12 min-w-0 flex-1 bg-transparent text-md outline-none"
              />
            </div>
            <Autocomplete.Empty className="px-4 py-6 text-center text-muted empty:hidden">
              {none}
            </Autocomplete.Empty>
            <Autocomplete.List className="scroll-thin min-h-0 flex-1 overflow-y-auto p-1.5 empty:hidden">
              {({ id, label: heading, items }: PaletteGroup) => (
                <Autocomplete.Group key={id} items={items} className="pb-1">
                  <Autocomplete.GroupLabel className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
                    {heading}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(item: PaletteItem) => <Line key={item.id} item={item} />}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
          <div className="border-t border-line px-4 py-2 text-xs text-muted">{hint}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Line({ item }: { item: PaletteItem }) {
  const { label, detail, keys, icon, danger, onSelect } = item
  return (
    <Autocomplete.Item
      value={item}
      onClick={onSelect}
      className={cx(
        'flex min-h-9 scroll-my-2 items-center gap-2.5 rounded-md px-2.5 outline-none select-none data-highlighted:bg-selected touch-target',
        danger && 'text-fail',
      )}
    >
      {icon !== undefined && (
        <span className="flex size-4 shrink-0 items-center justify-center text-muted">{icon}</span>
      )}
      <span className="min-w-0 flex-1 truncate" title={label}>
        {label}
      </span>
      {detail !== undefined && (
        <span className="max-w-[40%] shrink-0 truncate text-sm text-muted">{detail}</span>
      )}
      {keys !== undefined && <Kbd keys={keys} />}
    </Autocomplete.Item>
  )
}
