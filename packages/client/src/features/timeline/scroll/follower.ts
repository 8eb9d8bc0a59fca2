// Moves one transcript's box by the follow rules: keeps to the end while following, stays put otherwise, remembers the
// place when it is left. Never moves a reader who turned away. Knows nothing of React.
import type { VirtualListHandle } from '../../../ui/layout/virtual-list.tsx'
import type { Row } from '../rows/row.ts'
import { anchorOf, keepAnchor, type Anchor } from './anchors.ts'
import { follow, turnsAway, type ScrollEvent } from './follow.ts'
import { onTurningAway } from './turning-away.ts'

/** `seen`: how many rows there were when the reader turned away. */
type FollowerState = { following: boolean; seen: number }

export type Follower = ReturnType<typeof openFollower>

/** Begins where the thread was left, else at its end. */
export function openFollower(threadId: string) {
  const left = anchorOf(threadId)
  const readers = new Set<() => void>()
  let state: FollowerState = { following: left === undefined, seen: 0 }
  let place: Place | null = null
  let rows: readonly Row[] = []
  let last = { top: 0, height: 0 }

  const happen = (event: ScrollEvent) => {
    const { following } = follow(state, event)
    if (following === state.following) return
    state = { following, seen: rows.length }
    readers.forEach((reader) => reader())
  }
  const pin = () => void (place && state.following && scrollToEnd(place.box))
  const turnAway = () => happen({ type: 'turned-away', overflows: overflows(place?.box) })
  const toEnd = () => {
    happen({ type: 'wanted-end' })
    pin()
  }
  const keep = () =>
    keepAnchor(threadId, state.following || !place ? undefined : anchorAt(place.list, rows))

  return {
    /** Where the reader had been, if the thread was reopened there. */
    left,
    state: () => state,
    subscribe: (reader: () => void) => {
      readers.add(reader)
      return () => void readers.delete(reader)
    },
    setRows(next: readonly Row[]) {
      if (rows.length === 0) state = { ...state, seen: next.length }
      rows = next
    },
    /** Takes charge of a box and the list in it; the returned function lets go and remembers the place. */
    attach(box: HTMLElement, list: VirtualListHandle): () => void {
      place = { box, list }
      if (left) goTo(list, rows, left)
      const release = [watchSize(box, pin), onTurningAway(box, turnAway), onLeaving(box, keep)]
      pin()
      return () => {
        keep()
        for (const one of release) one()
        place = null
      }
    },
    onScroll: () => {
      if (!place) return
      happen(scrolled(place.box, last))
      last = { top: place.box.scrollTop, height: place.box.scrollHeight }
    },
    onKeyDown: (event: Pressed) => pressed(event, { toEnd, turnAway, place }),
    toEnd,
    goTo: (index: number) => {
      turnAway()
      place?.list.scrollToIndex(index, { align: 'start', offset: -72 })
    },
  }
}

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'preventDefault'>

type Ways = { toEnd: () => void; turnAway: () => void; place: Place | null }

function pressed(event: Pressed, { toEnd, turnAway, place }: Ways): void {
  if (event.key === 'End') toEnd()
  else if (turnsAway(event.key)) turnAway()
  if (event.key === 'Home' && !event.shiftKey && place) goHome(event, place.list)
}

/** The browser's own way there ends too early: it does not know the rows that are measured on the way. */
function goHome(event: Pressed, list: VirtualListHandle): void {
  event.preventDefault()
  list.scrollToIndex(0)
}

type Place = { box: HTMLElement; list: VirtualListHandle }

function overflows(box: HTMLElement | undefined): boolean {
  return box !== undefined && box.scrollHeight > box.clientHeight + 1
}

/** What a change of place means. Content that shrank moves the place too, but nobody looked up. */
function scrolled(box: HTMLElement, last: { top: number; height: number }): ScrollEvent {
  const { scrollTop, scrollHeight, clientHeight } = box
  const shrunk = scrollHeight < last.height || clientHeight === 0
  const up = scrollTop < last.top - 1 && !shrunk
  return { type: 'scrolled', distance: scrollHeight - clientHeight - scrollTop, up }
}

function scrollToEnd(box: HTMLElement): void {
  const end = box.scrollHeight - box.clientHeight
  if (box.scrollTop < end - 0.5) box.scrollTo({ top: end, behavior: 'instant' })
}

function goTo(list: VirtualListHandle, rows: readonly Row[], { key, offset }: Anchor): void {
  const index = rows.findIndex((row) => row.key === key)
  if (index >= 0) list.scrollToIndex(index, { align: 'start', offset })
}

function anchorAt(list: VirtualListHandle, rows: readonly Row[]): Anchor | undefined {
  const index = list.findItemIndex(list.scrollOffset)
  const row = rows[index]
  if (!row) return undefined
  return { key: row.key, offset: list.scrollOffset - list.getItemOffset(index), at: Date.now() }
}

/** Calls whenever the box or what is in it changes its size. */
function watchSize(box: HTMLElement, changed: () => void): () => void {
  const observer = new ResizeObserver(changed)
  observer.observe(box)
  for (const child of box.children) observer.observe(child)
  return () => observer.disconnect()
}

/** Calls whenever the place should be remembered: scrolling came to rest, or the page goes away. */
function onLeaving(box: HTMLElement, keep: () => void): () => void {
  box.addEventListener('scrollend', keep)
  window.addEventListener('pagehide', keep)
  return () => {
    box.removeEventListener('scrollend', keep)
    window.removeEventListener('pagehide', keep)
  }
}
