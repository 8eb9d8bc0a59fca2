// Moving about in the diff by keyboard, and what is meant by where one stands.
import { useMemo, type KeyboardEvent, type RefObject } from 'react'
import type { SectionListHandle } from '../../../ui/layout/sections/section-list.tsx'
import { idOf, linesOf, type LineId } from '../model/lines.ts'
import { hunkLines, selectedLines } from '../model/picks.ts'
import { idsOf, type FileSection, type Row } from '../model/sections.ts'
import type { Meant } from '../state/acts.ts'
import type { Pane } from '../state/pane.ts'
import { select } from './use-selection.ts'

type Refs = {
  list: RefObject<SectionListHandle | null>
  sections: RefObject<readonly FileSection[]>
}
type Step = 1 | -1
/** `row` is -1 on a file’s header; `inside`: the focus is in the file, which else is only the first in sight. */
type Place = { at: number; section: FileSection; row: number; inside: boolean }

export type Moves = {
  file: (step: Step) => void
  hunk: (step: Step) => void
  onKey: (event: KeyboardEvent) => void
  /** What an act would be done to: the chosen lines, the hunk, the file. */
  meant: () => Meant | undefined
  /** The line on which a comment would be. */
  line: () => { path: string; line: LineId } | undefined
  current: () => FileSection | undefined
}

export function useMoves({ list, sections }: Refs, ui: Pane['ui']): Moves {
  return useMemo(() => {
    const here = () => placeIn(list.current, sections.current)
    const go = (section: FileSection | undefined, row: Row | undefined) => {
      if (section) list.current?.reveal(section.key, row?.key ?? null, true)
    }
    return {
      file: (step) => {
        const place = here()
        const at = place ? place.at + (place.inside ? step : 0) : 0
        go(sections.current[at], undefined)
      },
      hunk: (step) => {
        const [section, row] = nextHunk(sections.current, here(), step) ?? []
        go(section, row)
      },
      onKey: (event) => onArrow(event, sections.current, here(), go, ui),
      meant: () => {
        const place = here()
        const meant = meantBy(place, ui)
        // Nothing is done to a file that only happens to be in sight: it is gone to first.
        if (meant === undefined) go(place?.section, undefined)
        return meant
      },
      line: () => lineBy(here()),
      current: () => here()?.section,
    }
  }, [list, sections, ui])
}

function placeIn(
  list: SectionListHandle | null,
  sections: readonly FileSection[],
): Place | undefined {
  const active = document.activeElement
  const inside = active && list?.box()?.contains(active)
  const key = inside ? active.closest<HTMLElement>('[data-section]')?.dataset['section'] : undefined
  const at = sections.findIndex((section) => section.key === (key ?? list?.inSight()[0]))
  const section = sections[at]
  if (!section) return undefined
  const rowKey =
    key === undefined ? undefined : active?.closest<HTMLElement>('[data-row]')?.dataset['row']
  const row = section.rows.findIndex((one) => one.key === rowKey)
  return { at, section, row, inside: key !== undefined }
}

/** A file whose hunks are not known yet, or that has none, is stopped at too. */
function nextHunk(
  sections: readonly FileSection[],
  place: Place | undefined,
  step: Step,
): [FileSection, Row | undefined] | undefined {
  if (!place) return undefined
  for (let at = place.at; at >= 0 && at < sections.length; at += step) {
    const section = sections[at]
    if (!section) return undefined
    const hunks = [...section.rows.entries()].filter(([, { kind }]) => kind === 'hunk')
    const beyond = hunks.filter(([index]) => {
      if (at !== place.at) return true
      return step > 0 ? index > place.row : index < place.row
    })
    const found = step > 0 ? beyond[0] : beyond.at(-1)
    if (found) return [section, found[1]]
    if (at !== place.at && hunks.length === 0) return [section, undefined]
  }
  return undefined
}

function onArrow(
  event: KeyboardEvent,
  sections: readonly FileSection[],
  place: Place | undefined,
  go: (section: FileSection | undefined, row: Row | undefined) => void,
  ui: Pane['ui'],
): void {
  if (event.altKey || event.ctrlKey || event.metaKey || !place) return
  const target = event.target
  if (target instanceof Element && target.matches('textarea, input')) return
  if (event.key === 'Escape' && ui.getState().selection) {
    event.preventDefault()
    event.stopPropagation()
    ui.setState({ selection: null })
    return
  }
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  if (step === 0) return
  event.preventDefault()
  const { section, row } = place
  const next = stopAt(section, row, step)
  if (event.shiftKey) {
    extend(section, row, next, ui)
    if (next !== undefined) go(section, section.rows[next])
    return
  }
  if (ui.getState().selection) ui.setState({ selection: null })
  if (next === -1) go(section, undefined)
  else if (next !== undefined) go(section, section.rows[next])
  else go(sections[place.at + 1], undefined)
}

/** The next row that can have the focus; -1 is the header; undefined below the last. */
function stopAt(section: FileSection, from: number, step: Step): number | undefined {
  for (let row = from + step; row < section.rows.length; row += step) {
    const kind = section.rows[row]?.kind
    if (row < 0) return -1
    if (kind === 'line' || kind === 'pair' || kind === 'hunk') return row
  }
  return undefined
}

function extend(section: FileSection, from: number, to: number | undefined, ui: Pane['ui']): void {
  const [here, there] = [section.rows[from], to === undefined ? undefined : section.rows[to]]
  const [first, next] = [here && idsOf(here)[0], there && idsOf(there).at(-1)]
  const path = section.key
  if (first && ui.getState().selection?.path !== path) select(ui, { path, line: first }, false)
  if (next) select(ui, { path, line: next }, true)
}

function meantBy(place: Place | undefined, ui: Pane['ui']): Meant | undefined {
  const { selection } = ui.getState()
  if (!place) return undefined
  const { section, row, inside } = place
  const { file, diff } = section
  if (selection && diff && selection.path === section.key) {
    const lines = selectedLines(diff, selection).filter(({ kind }) => kind !== 'same')
    if (lines.length > 0) return { file, lines: new Set(lines.map(idOf)) }
  }
  if (!inside) return undefined
  const hunk = section.rows.slice(0, row + 1).findLast(({ kind }) => kind === 'hunk')
  if (row < 0 || hunk?.kind !== 'hunk') return { file }
  return { file, lines: hunkLines(hunk.diff, hunk.index) }
}

function lineBy(place: Place | undefined): { path: string; line: LineId } | undefined {
  const row = place?.section.rows[place.row]
  if (!place || !row) return undefined
  const path = place.section.key
  const own = idsOf(row).at(-1)
  if (own) return { path, line: own }
  const hunk = row.kind === 'hunk' ? row.diff.hunks[row.index] : undefined
  const first = hunk && linesOf(hunk).find(({ kind }) => kind !== 'same')
  return first && { path, line: idOf(first) }
}
