// A press outside a popup that lands on the popup's own button is the button's to handle: closing for it as well would
// make the popup close and open again.
import type { RefObject } from 'react'

type ChangeDetails = { reason: string; event: Event }

/** Marks where the toasts are. */
export const toastsMark = 'data-toasts'

/** A press on a toast is about the toast: the window below it stays. */
export function isToastPress({ reason, event }: ChangeDetails): boolean {
  if (reason !== 'outside-press' || !(event.target instanceof Element)) return false
  return event.target.closest(`[${toastsMark}]`) !== null
}

export function isOwnPress(
  { reason, event }: ChangeDetails,
  anchor: RefObject<HTMLElement | null>,
): boolean {
  if (reason !== 'outside-press' || !(event.target instanceof Node)) return false
  return anchor.current?.contains(event.target) ?? false
}
