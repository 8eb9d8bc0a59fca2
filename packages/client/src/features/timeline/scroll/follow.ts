// Whether the transcript keeps to its end or stays where its reader is. Pure: the screen says what happened.
export type Follow = { following: boolean }

export type ScrollEvent =
  /** The place changed. `distance` to the end in px; `up` when it moved away from the end by a person's doing. */
  | { type: 'scrolled'; distance: number; up: boolean }
  /** A person turned to what is above or inside: wheel up, drag, page up, a selection, focus inside. */
  | { type: 'turned-away'; overflows: boolean }
  /** A person asked for the end: the End key, the pill, or by sending. */
  | { type: 'wanted-end' }

/** Follow only within this many px of the end. */
export const followWithin = 80
const atEnd = 4

/** What holds after the event. */
export function follow(state: Follow, event: ScrollEvent): Follow {
  switch (event.type) {
    case 'wanted-end':
      return { following: true }
    case 'turned-away':
      return event.overflows ? { following: false } : state
    default:
      if (state.following) return { following: !(event.up && event.distance > followWithin) }
      return { following: !event.up && event.distance <= atEnd }
  }
}

/** Keys that turn away from the end when pressed in the transcript. */
export function turnsAway(key: string): boolean {
  return key === 'PageUp' || key === 'Home' || key === 'ArrowUp'
}
