// From one region of the page to the next, or back. A region is an element with `data-region`; one that is not visible is
// passed over.

export function focusRegion(direction: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) =>
    region.checkVisibility(),
  )
  // The innermost: the composer is a region inside the main one.
  const current = regions.findLastIndex((region) => region.contains(document.activeElement))
  const start = current < 0 && direction < 0 ? 0 : current
  const next = regions[(start + direction + regions.length) % regions.length]
  if (!next) return
  if (next.tabIndex < 0 && !next.hasAttribute('tabindex')) next.tabIndex = -1
  next.focus()
}
