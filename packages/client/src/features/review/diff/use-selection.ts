// Lines that are meant: by pressing and pulling along their numbers, with Shift from the one before, by touching the first and
// the last of them, or by keyboard.
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
  /** Where a finger went down: only once it is up is it known that it does not scroll. */
  const touched = useRef<Place>(null)
  const onPointerDown = useCallback(
    (event: PointerEvent) => {
      const byMouse = event.pointerType === 'mouse'
      const place = event.button === 0 ? placeMeant(event.target, byMouse ? null : ui) : null
      touched.current = byMouse ? null : place
      if (!place || !byMouse) return
      // Or the text would be marked along with it.
      event.preventDefault()
      if (!event.shiftKey && leave(ui, place)) return
      pulling.current = true
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
      const place = placeUnder(event)
      if (place && place.path === ui.getState().selection?.path) select(ui, place, true)
    },
    [ui],
  )
  const onPointerUp = useCallback(
    (event: PointerEvent) => {
      const place = touched.current
      touched.current = null
      const there = place && placeUnder(event)
      if (there?.path !== place?.path || there?.line !== place?.line) return
      // There is no Shift: a second line of the same file is the other end.
      if (place && !leave(ui, place)) select(ui, place, true)
    },
    [ui],
  )
  const onPointerCancel = useCallback(() => {
    touched.current = null
  }, [])
  return { onPointerDown, onPointerMove, onPointerUp, onPointerCancel }
}

/** Chooses none where this line alone is chosen. */
function leave(ui: Pane['ui'], { path, line }: Place): boolean {
  const { selection } = ui.getState()
  if (selection?.path !== path || selection.anchor !== line || selection.head !== line) return false
  ui.setState({ selection: null })
  return true
}

const placeUnder = ({ clientX, clientY }: PointerEvent): Place | null =>
  placeOf(document.elementFromPoint(clientX, clientY))

/** By its number; under a finger by all of the line, once lines of its file are chosen. */
function placeMeant(target: EventTarget | null, touched: Pane['ui'] | null): Place | null {
  if (!(target instanceof Element)) return null
  const place = placeOf(target)
  if (target.closest('[data-gutter]')) return place
  const begun = place && touched?.getState().selection?.path === place.path
  return begun && !target.closest('button, a') ? place : null
}
