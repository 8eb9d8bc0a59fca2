// When the row that had the focus goes (its hunk was staged, its file is done with), the focus goes on to what follows it:
// whoever works by keyboard keeps their place.
import { useCallback, useEffect, useRef, type FocusEvent, type RefObject } from 'react'
import type { SectionListHandle } from '../../../ui/layout/sections/section-list.tsx'
import type { FileSection } from '../model/sections.ts'

type Place = { section: string; row: string | null; next: readonly string[] }

/** Gives the handler that notes where the focus is. */
export function useKeptFocus(
  list: RefObject<SectionListHandle | null>,
  sections: readonly FileSection[],
): (event: FocusEvent) => void {
  const place = useRef<Place>(undefined)
  const latest = useRef(sections)
  useEffect(() => {
    const before = latest.current
    latest.current = sections
    const { current } = place
    if (!current || document.activeElement !== document.body) return
    place.current = undefined
    const section = sections.find(({ key }) => key === current.section)
    if (!section) {
      const next = current.next.find((key) => sections.some((one) => one.key === key))
      const last = sections.at(-1)?.key
      const to = next ?? last
      if (to !== undefined) list.current?.reveal(to, null, true)
      return
    }
    const old = before.find(({ key }) => key === current.section)
    const hunks = section.rows.filter(({ kind }) => kind === 'hunk')
    // The hunk behind one that is gone has its place now.
    const hunk = hunks[Math.min(placeAmongHunks(old, current.row), hunks.length - 1)]
    list.current?.reveal(section.key, hunk?.key ?? null, true)
  }, [list, sections])
  return useCallback((event: FocusEvent) => {
    if (!(event.target instanceof HTMLElement)) return
    const section = event.target.closest<HTMLElement>('[data-section]')?.dataset['section']
    if (section === undefined) {
      place.current = undefined
      return
    }
    const row = event.target.closest<HTMLElement>('[data-row]')?.dataset['row'] ?? null
    const keys = latest.current.map(({ key }) => key)
    place.current = { section, row, next: keys.slice(keys.indexOf(section) + 1) }
  }, [])
}

function placeAmongHunks(section: FileSection | undefined, row: string | null): number {
  const index = section?.rows.findIndex(({ key }) => key === row) ?? -1
  const above = section?.rows.slice(0, index + 1).filter(({ kind }) => kind === 'hunk') ?? []
  return Math.max(0, above.length - 1)
}
