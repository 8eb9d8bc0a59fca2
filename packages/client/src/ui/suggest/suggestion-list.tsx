// What fits what is being typed, beside the field that is typed into. The focus stays in the field, which names the row
// that is chosen (`aria-activedescendant`): a multi-line field is a text box to screen readers, with this list at its side.
import { cx } from 'class-variance-authority'
import { useEffect, useRef, type ReactNode } from 'react'

export interface Suggestion {
  /** What it is known by in this list. */
  id: string
  label: string
  icon?: ReactNode
  /** In letters of one width, as one would type it. */
  code?: boolean
  /** Dim, right behind the label. */
  hint?: string
  /** Dim, at the end or below. */
  detail?: string
}

export type SuggestionListProps = {
  id: string
  label: string
  suggestions: readonly Suggestion[]
  active: number
  /** Where it opens, seen from its field. */
  side: 'above' | 'below'
  /** Said in place of a list. */
  note: string | null
  onActive: (index: number) => void
  onPick: (index: number) => void
}

export const rowId = (list: string, index: number) => `${list}-${index}`

/** To be put into a `relative` box around the field. */
export function SuggestionList(props: SuggestionListProps) {
  const { id, label, suggestions, active, side, note, onActive, onPick } = props
  const frame = cx(
    'absolute inset-x-0 z-20 overflow-hidden rounded-lg border border-line bg-raised shadow-lift',
    side === 'above' ? 'bottom-full mb-1.5' : 'top-full mt-1.5',
  )
  if (suggestions.length === 0) {
    if (note === null) return null
    return <output className={cx(frame, 'block px-3 py-2 text-sm text-muted')}>{note}</output>
  }
  return (
    <div className={frame}>
      <div
        id={id}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a <select> takes the focus and holds plain text
        role="listbox"
        aria-label={label}
        tabIndex={-1}
        className="scroll-thin max-h-72 overflow-y-auto p-1 max-sm:max-h-56"
      >
        {suggestions.map((suggestion, index) => (
          <Row
            key={suggestion.id}
            id={rowId(id, index)}
            suggestion={suggestion}
            chosen={index === active}
            onPoint={() => index !== active && onActive(index)}
            onPick={() => onPick(index)}
          />
        ))}
      </div>
    </div>
  )
}

type RowProps = {
  id: string
  suggestion: Suggestion
  chosen: boolean
  onPoint: () => void
  onPick: () => void
}

function Row({ id, suggestion, chosen, onPoint, onPick }: RowProps) {
  const { label, icon, code, hint, detail } = suggestion
  const row = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (chosen) row.current?.scrollIntoView({ block: 'nearest' })
  }, [chosen])
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are read by the field, which has the focus
    <div
      ref={row}
      id={id}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
      role="option"
      tabIndex={-1}
      aria-selected={chosen}
      onPointerMove={onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={cx(
        'flex min-h-8 cursor-default items-baseline gap-2 rounded-md px-2 py-1 select-none touch-target',
        chosen && 'bg-selected',
      )}
    >
      {icon !== undefined && <span className="shrink-0 self-center text-muted">{icon}</span>}
      <span className={cx('max-w-[60%] shrink-0 truncate', code && 'font-mono text-sm')}>
        {label}
      </span>
      {hint && <span className="shrink-0 truncate font-mono text-xs text-muted">{hint}</span>}
      {detail && (
        <span className="min-w-0 flex-1 truncate text-end text-sm text-muted" title={detail}>
          {detail}
        </span>
      )}
    </div>
  )
}
