// How high the rows of a section list are: as measured, else as is likely. A box of another width, and text of another
// size, are measured anew.
import { useCallback, useEffect, useLayoutEffect, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'
import type { Laid, Section } from './section.ts'

export type MeasuresAsk<Row> = {
  sections: readonly Section<Row>[]
  keyOf: (row: Row) => string
  likely: (row: Row) => number
  header: number
}

export type Measures<Row> = {
  laid: WeakMap<Section<Row>, Laid>
  heightOf: (row: Row) => number
  /** In px. */
  header: number
  viewHeight: number
  /** For each row’s element, which bears `data-row` and `data-high` (how high it was taken to be). */
  watch: (element: HTMLElement | null) => (() => void) | undefined
}

/** What a rem is, against the usual 16 px. */
const scaleNow = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16

class Store<Row> {
  heights = new Map<string, number>()
  laid = new WeakMap<Section<Row>, Laid>()
  sections: readonly Section<Row>[] = []
  scale = scaleNow()
  width = 0
  viewHeight = 800

  show(sections: readonly Section<Row>[]): void {
    this.sections = sections
  }

  fit({ clientWidth, clientHeight }: HTMLElement): void {
    if (Math.abs(clientWidth - this.width) > 1) this.#forget()
    this.width = clientWidth
    this.viewHeight = clientHeight
  }

  /** Says whether anything is to be drawn anew. */
  hear(entries: readonly ResizeObserverEntry[]): boolean {
    let changed = this.#rescaled()
    const stale = new Set<string>()
    for (const { target, borderBoxSize } of entries) {
      if (!(target instanceof HTMLElement)) continue
      if (target.dataset['row'] === undefined) {
        this.fit(target)
        changed = true
      } else {
        const section = this.#take(target, borderBoxSize[0])
        if (section !== undefined) stale.add(section)
      }
    }
    for (const section of this.sections) if (stale.has(section.key)) this.laid.delete(section)
    return changed || stale.size > 0
  }

  #rescaled(): boolean {
    const scale = scaleNow()
    if (scale === this.scale) return false
    this.scale = scale
    this.#forget()
    return true
  }

  #forget(): void {
    this.heights = new Map()
    this.laid = new WeakMap()
  }

  /** The section of a row that is not as high as it was taken to be. */
  #take(element: HTMLElement, size: ResizeObserverSize | undefined): string | undefined {
    const { row, high } = element.dataset
    if (row === undefined || !size || size.inlineSize === 0) return undefined
    if (Math.abs(size.blockSize - Number(high)) < 0.5) return undefined
    this.heights.set(row, size.blockSize)
    return element.parentElement?.dataset['section']
  }
}

export function useMeasures<Row>(
  { sections, keyOf, likely, header }: MeasuresAsk<Row>,
  box: RefObject<HTMLElement | null>,
  redraw: () => void,
): Measures<Row> {
  const [store] = useState(() => new Store<Row>())
  const [watcher] = useState(
    () => new ResizeObserver((entries) => store.hear(entries) && flushSync(redraw)),
  )
  useLayoutEffect(() => store.show(sections), [store, sections])
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    watcher.observe(element)
    return () => watcher.unobserve(element)
  }, [box, watcher])
  useEffect(() => () => watcher.disconnect(), [watcher])
  const watch = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return undefined
      watcher.observe(element)
      return () => watcher.unobserve(element)
    },
    [watcher],
  )
  return {
    laid: store.laid,
    heightOf: (row) => store.heights.get(keyOf(row)) ?? likely(row) * store.scale,
    header: header * store.scale,
    viewHeight: store.viewHeight,
    watch,
  }
}
