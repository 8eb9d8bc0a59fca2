// A long list of sections, each with a header that stays in sight while its rows pass by. Only what is near the visible part
// is on the page. Rows may come, go and grow anywhere, also above: what a reader looks at stays where it is. (The library
// under our other lists knows rows by their number, and loses its measures when one comes in between.)
import {
  memo,
  useEffect,
  useImperativeHandle,
  useReducer,
  useRef,
  useState,
  type ComponentProps,
  type ReactNode,
  type Ref,
} from 'react'
import { lastUpTo, layOut, partsIn, type Layout, type Part, type Section } from './section.ts'
import { useAnchor } from './use-anchor.ts'
import { useMeasures } from './use-measures.ts'

export type SectionListHandle = {
  box: () => HTMLElement | null
  /** Brings a row into sight (null: its section’s header) and gives it the focus if told so. */
  reveal: (section: string, row: string | null, focus?: boolean) => void
  /** Keys of the sections that can be seen, from above. */
  inSight: () => string[]
}

export type SectionListProps<Row, S extends Section<Row>> = {
  sections: readonly S[]
  keyOf: (row: Row) => string
  /** A likely height in px at the usual text size. */
  likely: (row: Row) => number
  header: number
  drawHeader: (section: S) => ReactNode
  draw: (row: Row, section: S) => ReactNode
  label: string
  ref?: Ref<SectionListHandle>
  box?: ComponentProps<'div'>
  /** For what is drawn inside: there is little room. */
  narrow?: boolean
  /** After what is in sight has changed. */
  onSight?: (from: number, to: number) => void
  children?: ReactNode
}

/** How far beyond the visible part rows are on the page, in px. */
const beyond = 500

export function SectionList<Row, S extends Section<Row>>(props: SectionListProps<Row, S>) {
  const { sections, keyOf, label, ref, box: boxProps, narrow, onSight, children } = props
  const box = useRef<HTMLDivElement>(null)
  const [, redraw] = useReducer((count: number) => count + 1, 0)
  const { laid, heightOf, header, viewHeight, watch } = useMeasures<Row>(props, box, redraw)
  const layout = layOut<Row>(sections, { header, of: heightOf }, laid)
  const { anchor, top } = useAnchor(box, layout, keyOf)
  const [kept, setKept] = useState<{ section: string; row: string }>()
  const place = placeOf(layout, keyOf, kept)
  const parts = partsIn(layout, Math.max(0, top - beyond), top + viewHeight + beyond, place)
  const [first, last] = [lastUpTo(layout.tops, top), lastUpTo(layout.tops, top + viewHeight)]
  useEffect(() => onSight?.(first, last), [first, last, onSight])
  useImperativeHandle(ref, () => ({
    box: () => box.current,
    inSight: () => sightOf(layout, anchor.scrolled, viewHeight).map(({ key }) => key),
    reveal: (section, row, focus = false) => {
      setKept(row === null ? undefined : { section, row })
      if (focus) anchor.wanted = { section, row }
      anchor.goTo(section, row, viewHeight)
      redraw()
    },
  }))
  return (
    <div
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields
      role="group"
      aria-label={label}
      data-narrow={narrow || undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- or it could not be scrolled by keyboard
      tabIndex={0}
      {...boxProps}
      ref={box}
      onScroll={() => anchor.note() && redraw()}
    >
      <div style={{ height: layout.tops.at(-1), position: 'relative' }}>
        <Sections {...props} layout={layout} parts={parts} watch={watch} />
      </div>
      {children}
    </div>
  )
}

function sightOf<Row>({ sections, tops }: Layout<Row>, top: number, height: number) {
  return sections.slice(lastUpTo(tops, top), lastUpTo(tops, top + height) + 1)
}

function placeOf<Row>(
  { sections }: Layout<Row>,
  keyOf: (row: Row) => string,
  kept: { section: string; row: string } | undefined,
): { section: number; row: number } | undefined {
  if (!kept) return undefined
  const section = sections.findIndex(({ key }) => key === kept.section)
  const row = sections[section]?.rows.findIndex((one) => keyOf(one) === kept.row) ?? -1
  return row < 0 ? undefined : { section, row }
}

type SectionsProps<Row, S extends Section<Row>> = SectionListProps<Row, S> & {
  layout: Layout<Row>
  parts: readonly Part[]
  watch: (element: HTMLElement | null) => (() => void) | undefined
}

function Sections<Row, S extends Section<Row>>(props: SectionsProps<Row, S>) {
  const { sections, layout, parts, drawHeader, header } = props
  return parts.map((part) => {
    const section = sections[part.index]
    if (!section) return null
    const top = layout.tops[part.index]
    return (
      <div
        key={section.key}
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a fieldset is for fields
        role="group"
        aria-label={section.label}
        data-section={section.key}
        style={{ position: 'absolute', insetInline: 0, top, height: layout.laid(section).height }}
      >
        <div className="sticky top-0 z-2" style={{ height: `${header / 16}rem` }}>
          {drawHeader(section)}
        </div>
        <Rows {...props} section={section} rows={part.rows} />
      </div>
    )
  })
}

type RowsProps<Row, S extends Section<Row>> = SectionsProps<Row, S> & {
  section: S
  rows: readonly number[]
}

/** Each row where it lies; its height is its own. */
function Rows<Row, S extends Section<Row>>(props: RowsProps<Row, S>) {
  const { layout, section, rows, keyOf, draw, watch } = props
  const { tops } = layout.laid(section)
  return rows.map((index) => {
    const row = section.rows[index]
    if (row === undefined) return null
    const key = keyOf(row)
    return (
      <div
        key={key}
        ref={watch}
        data-row={key}
        data-high={(tops[index + 1] ?? 0) - (tops[index] ?? 0)}
        style={{ position: 'absolute', insetInline: 0, top: tops[index] }}
      >
        {/* The type of a memoised component forgets that it is generic. */}
        <Drawn row={row} section={section} draw={draw as DrawnProps['draw']} />
      </div>
    )
  })
}

type DrawnProps = {
  row: unknown
  section: unknown
  draw: (row: unknown, section: unknown) => ReactNode
}

const Drawn = memo(function Drawn({ row, section, draw }: DrawnProps) {
  return draw(row, section)
})
