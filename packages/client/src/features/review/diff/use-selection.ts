// Lines that are meant: by pressing and pulling along their numbers, with Shift from the one before, or by keyboard.
import type { PointerEvent } from 'react'
import { useCallback, useRef } from 'react'
import { idOf, type DiffLine, type LineId } from '../model/lines.ts'
import { selectedLines, type Selection } from '../model/picks.ts'
import type { FileSection } from '../model/sections.ts'
import { usePane, useUi, type Pane } from '../state/pane.ts'

/** Which lines of each selection are meant, worked out once for all rows. */
const meant = new WeakMap<Selection, ReadonlySet<LineId>>()

export function useIsSelected(path: string, line: DiffLine | null): boolean {
  const { diffs } = usePane()
  return useUi(({ selection }) => {
    if (!line || selection?.path !== path) return false
    return chosenIn(selection, diffs.store.getState().get(path)?.diff).has(idOf(line))
  })
}

export function chosenIn(selection: Selection, diff: FileSection['diff']): ReadonlySet<LineId> {
  const known = meant.get(selection)
  if (known) return known
  const made = new Set(diff ? selectedLines(diff, selection).map(idOf) : [])
  meant.set(selection, made)
  return made
}

type Place = { path: string; line: LineId }

function placeOf(target: EventTarget | null): Place | null {
  if (!(target instanceof Element)) return null
  const line = target.closest<HTMLElement>('[data-line]')?.dataset['line']
  const path = target.closest<HTMLElement>('[data-section]')?.dataset['section']
  // Both were written by the rows.
  return line === undefined || path === undefined ? null : { path, line: line as LineId }
}

/** Takes the selection to a line; `extend`: from where it began. */
export function select(ui: Pane['ui'], { path, line }: Place, extend: boolean): void {
  const { selection } = ui.getState()
  const anchor = extend && selection?.path === path ? selection.anchor : line
  if (selection?.path === path && selection.anchor === anchor && selection.head === line) return
  ui.setState({ selection: { path, anchor, head: line } })
}

/** Handlers for the box around the lines. */
export function useGutter(ui: Pane['ui']) {
  const pulling = useRef(false)
  const onPointerDown = useCallback(
    (event: PointerEvent) => {
      const gutter = event.target instanceof Element && event.target.closest('[data-gutter]')
      const place = gutter && event.button === 0 ? placeOf(event.target) : null
      if (!place) return
      // Or the text would be marked along with it.
      event.preventDefault()
      const { selection } = ui.getState()
      const alone = selection?.anchor === place.line && selection.head === place.line
      if (alone && selection.path === place.path && !event.shiftKey) {
        ui.setState({ selection: null })
        return
      }
      pulling.current = event.pointerType === 'mouse'
      select(ui, place, event.shiftKey)
    },
    [ui],
  )
  const onPointerMove = useCallback(
    (event: PointerEvent) => {
      if (!pulling.current) return
      if (event.buttons === 0) {
        pulling.current = false
        return
      }
      const place = placeOf(document.elementFromPoint(event.clientX, event.clientY))
      if (place && place.path === ui.getState().selection?.path) select(ui, place, true)
    },
    [ui],
  )
  return { onPointerDown, onPointerMove }
}
