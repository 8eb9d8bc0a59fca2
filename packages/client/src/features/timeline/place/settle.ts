// Brings an element into sight whose place is not yet sure: rows on the way there are measured as they are drawn.

/** Frames after which it is given up, and frames that it must have kept its place for. */
const most = 90
const calm = 4
/** Px between it and the upper edge, so that a little of what came before is seen. */
const above = 72

/**
 * Calls `then` once the element that `find` gives stands in the box, or with null where it never came. Stops when the
 * reader scrolls. The returned function stops it as well.
 */
export function settle(
  box: HTMLElement,
  find: () => HTMLElement | null,
  then: (element: HTMLElement | null) => void,
): () => void {
  const ending = new AbortController()
  const { signal } = ending
  for (const type of ['wheel', 'touchmove', 'keydown'])
    box.addEventListener(type, () => ending.abort(), { signal, passive: true })
  let frames = 0
  let still = 0
  const look = () => {
    if (signal.aborted) return
    frames += 1
    const element = find()
    if (element) still = bring(box, element) ? 0 : still + 1
    if (still < calm && frames < most) return void requestAnimationFrame(look)
    ending.abort()
    then(element)
  }
  requestAnimationFrame(look)
  return () => ending.abort()
}

/** Moves the box so that the element is seen; false when it was already. */
function bring(box: HTMLElement, element: HTMLElement): boolean {
  const edge = box.getBoundingClientRect()
  const { top, bottom } = element.getBoundingClientRect()
  const seen = top >= edge.top + 8 && (bottom <= edge.bottom - 8 || top <= edge.top + above + 8)
  if (seen) return false
  const before = box.scrollTop
  box.scrollTop += top - edge.top - above
  return Math.abs(box.scrollTop - before) > 1
}
