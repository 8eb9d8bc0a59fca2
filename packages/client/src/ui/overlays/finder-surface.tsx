// A field over the page with what fits below it, however much that is: only what can be seen is on the page. Type, go up and
// down, Enter takes one, Escape closes. The focus stays in the field. What fits is the caller's; nothing is filtered here.
import { Dialog } from '@base-ui/react/dialog'
import { cx } from 'class-variance-authority'
import { Search } from 'lucide-react'
import { useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import { isComposing } from '../controls/text-area.tsx'
import { Spinner } from '../display/spinner.tsx'

export type FinderSurfaceProps<Row> = {
  onClose: () => void
  label: string
  placeholder: string
  value: string
  onValueChange: (value: string) => void
  rows: readonly Row[]
  /** What these rows are about: with another one the first row is chosen again. */
  about: string
  keyOf: (row: Row) => string
  draw: (row: Row) => ReactNode
  listLabel: string
  onPick: (row: Row) => void
  /** Enter, while there is no row to take. */
  onEarly?: () => void
  busy: boolean
  /** In the place of rows, where there are none. */
  children: ReactNode
  /** Below the list. */
  hint: ReactNode
  /** Sees every key first. */
  onKeyDown?: (event: KeyboardEvent) => void
}

const rowHeight = 36
const page = 10
const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }

export function FinderSurface<Row>(props: FinderSurfaceProps<Row>) {
  const { onClose, label, placeholder, value, onValueChange, rows, busy, hint } = props
  const field = useRef<HTMLInputElement>(null)
  const { id, index, onKeyDown, list, choose } = useChosen(props)
  return (
    <Dialog.Root open onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-shade" />
        <Dialog.Popup
          initialFocus={field}
          aria-label={label}
          onKeyDown={props.onKeyDown}
          className="fixed inset-x-0 top-[10vh] z-30 mx-auto flex max-h-[min(32rem,76dvh)] w-[min(44rem,calc(100vw-1.5rem))] flex-col overflow-hidden rounded-xl border border-line bg-raised shadow-lift outline-none max-md:top-2 max-md:max-h-[calc(100dvh-1rem)]"
        >
          <div className="flex items-center gap-2.5 border-b border-line px-4">
            <span className="flex size-4 shrink-0 items-center justify-center text-muted">
              {busy ? <Spinner size={15} /> : <Search size={16} aria-hidden />}
            </span>
            <input
              ref={field}
              role="combobox"
              aria-label={label}
              aria-autocomplete="list"
              aria-expanded={rows.length > 0}
              aria-controls={rows.length > 0 ? id : undefined}
              aria-activedescendant={rows.length > 0 ? rowId(id, index) : undefined}
              placeholder={placeholder}
              value={value}
              onChange={(event) => onValueChange(event.target.value)}
              onKeyDown={onKeyDown}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              className="min-h-12 min-w-0 flex-1 bg-transparent text-md outline-none"
            />
          </div>
          {rows.length === 0 ? (
            props.children
          ) : (
            <Rows {...props} id={id} index={index} list={list} choose={choose} />
          )}
          <div className="border-t border-line px-4 py-2 text-xs text-muted">{hint}</div>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

const rowId = (list: string, index: number) => `${list}-${index}`

/** Which row is chosen, and the keys that choose another. */
function useChosen<Row>({ rows, about, onPick, onEarly }: FinderSurfaceProps<Row>) {
  const id = useId()
  const list = useRef<VirtualizerHandle>(null)
  const [chosen, setChosen] = useState({ about, index: 0 })
  const last = Math.max(0, rows.length - 1)
  const index = chosen.about === about ? Math.min(chosen.index, last) : 0
  const choose = (next: number) => setChosen({ about, index: next })
  useLayoutEffect(() => {
    list.current?.scrollToIndex(index, { align: 'nearest' })
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- what is found anew begins at its top
  }, [index, about])
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return
    const step = steps[event.key]
    const row = rows[index]
    if (step !== undefined) choose(stepped(index, step, last))
    else if (event.key !== 'Enter') return
    else if (row) onPick(row)
    else onEarly?.()
    event.preventDefault()
  }
  return { id, index, list, choose, onKeyDown }
}

/** One step goes around; a page stops at the ends. */
function stepped(index: number, step: number, last: number): number {
  const next = index + step
  if (Math.abs(step) > 1) return Math.max(0, Math.min(last, next))
  return next < 0 ? last : next > last ? 0 : next
}

type RowsProps<Row> = FinderSurfaceProps<Row> & Omit<ReturnType<typeof useChosen>, 'onKeyDown'>

function Rows<Row>({
  rows,
  keyOf,
  draw,
  listLabel,
  onPick,
  id,
  index,
  list,
  choose,
}: RowsProps<Row>) {
  return (
    <div
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a <select> takes the focus and holds plain text
      role="listbox"
      aria-label={listLabel}
      tabIndex={-1}
      className="scroll-thin min-h-0 flex-1 overflow-y-auto p-1.5"
    >
      <Virtualizer ref={list} data={rows} itemSize={rowHeight} keepMounted={[index]}>
        {(row: Row, at) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are read by the field, which has the focus
          <div
            key={keyOf(row)}
            id={rowId(id, at)}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
            role="option"
            tabIndex={-1}
            aria-selected={at === index}
            aria-setsize={rows.length}
            aria-posinset={at + 1}
            onPointerMove={() => at !== index && choose(at)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onPick(row)}
            className={cx(
              'flex min-h-9 cursor-default items-center gap-2.5 rounded-md px-2.5 select-none touch-target',
              at === index && 'bg-selected',
            )}
          >
            {draw(row)}
          </div>
        )}
      </Virtualizer>
    </div>
  )
}
