// What a reader looks at stays where it is while rows come, go and grow around it.
import { useLayoutEffect, useState, type RefObject } from 'react'
import { lastUpTo, type Layout } from './section.ts'

/** What lies at the top of the visible part, and how far from its edge. `next`: sections that may stand in for it. */
type Held = {
  section: string
  row: string | null
  index: number
  delta: number
  next: readonly string[]
}

/** How far one scrolls until other rows are put on the page, in px. */
const stride = 160

export class Anchor<Row> {
  layout: Layout<Row> | undefined
  held: Held | undefined
  scrolled = 0
  drawnAt = 0
  wanted: { section: string; row: string | null } | undefined

  readonly box: RefObject<HTMLElement | null>
  readonly keyOf: (row: Row) => string

  constructor(box: RefObject<HTMLElement | null>, keyOf: (row: Row) => string) {
    this.box = box
    this.keyOf = keyOf
  }

  /** Where a layout is to be scrolled to, so that what is held stays where it is. */
  topIn(layout: Layout<Row>): number {
    const { held } = this
    if (!held || this.scrolled <= 0) return this.scrolled
    const at = layout.sections.findIndex(({ key }) => key === held.section)
    const section = layout.sections[at]
    if (!section) {
      const standIn = layout.sections.findIndex(({ key }) => held.next.includes(key))
      return standIn < 0 ? this.scrolled : (layout.tops[standIn] ?? 0)
    }
    const top = layout.tops[at] ?? 0
    if (held.row === null) return Math.max(0, top - held.delta)
    const found = section.rows.findIndex((row) => this.keyOf(row) === held.row)
    const index = found < 0 ? Math.min(held.index, section.rows.length - 1) : found
    if (index < 0) return top
    return Math.max(0, top + (layout.laid(section).tops[index] ?? 0) - held.delta)
  }

  /** Once a layout is on the page. */
  settle(layout: Layout<Row>, top: number): void {
    this.layout = layout
    const element = this.box.current
    if (element && Math.abs(element.scrollTop - top) > 0.5) element.scrollTop = top
    this.scrolled = element?.scrollTop ?? top
    if (!this.held) this.hold(layout)
    this.focus()
  }

  /** After the reader scrolled; says whether other rows are to be drawn. */
  note(): boolean {
    const { box, layout } = this
    if (!box.current || !layout) return false
    this.scrolled = box.current.scrollTop
    this.hold(layout)
    if (Math.abs(this.scrolled - this.drawnAt) < stride) return false
    this.drawnAt = this.scrolled
    return true
  }

  hold(layout: Layout<Row>): void {
    const at = lastUpTo(layout.tops, this.scrolled)
    const section = layout.sections[at]
    if (!section) return
    const top = layout.tops[at] ?? 0
    const { tops } = layout.laid(section)
    const inside = this.scrolled - top + layout.header
    const onHeader = section.rows.length === 0 || this.scrolled - top < 1
    const index = Math.min(lastUpTo(tops, inside), section.rows.length - 1)
    const row = section.rows[index]
    const next = layout.sections.slice(at + 1, at + 20).map(({ key }) => key)
    const held = { section: section.key, index, next }
    this.held =
      onHeader || row === undefined
        ? { ...held, row: null, delta: top - this.scrolled }
        : { ...held, row: this.keyOf(row), delta: top + (tops[index] ?? 0) - this.scrolled }
  }

  /** Scrolls so that a section’s header, or a row, is in sight. False where it was already. */
  goTo(key: string, rowKey: string | null, viewHeight: number): boolean {
    const { layout, box } = this
    const at = layout?.sections.findIndex((section) => section.key === key) ?? -1
    const section = layout?.sections[at]
    if (!layout || !section || !box.current) return false
    const top = layout.tops[at] ?? 0
    const index = section.rows.findIndex((row) => this.keyOf(row) === rowKey)
    const { tops } = layout.laid(section)
    const [from, to] = [top + (tops[index] ?? 0), top + (tops[index + 1] ?? 0)]
    const seen = from >= this.scrolled + layout.header && to <= this.scrolled + viewHeight
    if (rowKey !== null && index >= 0 && seen) return false
    const room = Math.min(viewHeight / 4, 120)
    box.current.scrollTop = index < 0 ? top : Math.max(0, from - layout.header - room)
    this.scrolled = box.current.scrollTop
    this.drawnAt = this.scrolled
    this.held =
      index < 0
        ? { section: key, row: null, index: 0, delta: top - this.scrolled, next: [] }
        : { section: key, row: rowKey, index, delta: from - this.scrolled, next: [] }
    return true
  }

  /** Gives the focus to what was asked for, once it is on the page. */
  focus(): void {
    const { box, wanted } = this
    if (!wanted || !box.current) return
    const section = named(box.current, 'section', wanted.section)
    const place = wanted.row === null ? section : section && named(section, 'row', wanted.row)
    const stop = place?.querySelector<HTMLElement>('[data-stop]')
    if (!stop) return
    this.wanted = undefined
    stop.focus({ preventScroll: true })
  }
}

/** Names hold signs that a selector would have to escape, and one that it cannot. */
function named(
  inside: HTMLElement,
  kind: 'section' | 'row',
  name: string,
): HTMLElement | undefined {
  const all = inside.querySelectorAll<HTMLElement>(`[data-${kind}]`)
  return [...all].find((element) => element.dataset[kind] === name)
}

export function useAnchor<Row>(
  box: RefObject<HTMLElement | null>,
  layout: Layout<Row>,
  keyOf: (row: Row) => string,
): { anchor: Anchor<Row>; top: number } {
  const [anchor] = useState(() => new Anchor<Row>(box, keyOf))
  const top = anchor.topIn(layout)
  useLayoutEffect(() => {
    anchor.settle(layout, top)
  })
  return { anchor, top }
}
