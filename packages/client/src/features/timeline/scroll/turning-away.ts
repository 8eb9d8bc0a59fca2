// Hears by what a reader turns away from the end: wheel, finger, selection, keyboard focus inside. Hears only.

/** Calls `turnAway` whenever the reader of `box` does one of these, until the returned function is called. */
export function onTurningAway(box: HTMLElement, turnAway: () => void): () => void {
  let touched = 0
  const ending = new AbortController()
  const { signal } = ending
  const quietly = { signal, passive: true }
  box.addEventListener('wheel', ({ deltaY }) => deltaY < 0 && turnAway(), quietly)
  box.addEventListener(
    'touchstart',
    ({ touches }) => {
      touched = touches[0]?.clientY ?? 0
    },
    quietly,
  )
  const pulls = ({ touches }: TouchEvent) => (touches[0]?.clientY ?? 0) > touched + 4
  box.addEventListener('touchmove', (event) => pulls(event) && turnAway(), quietly)
  const inside = ({ target }: FocusEvent) =>
    target instanceof HTMLElement && target !== box && target.matches(':focus-visible')
  box.addEventListener('focusin', (event) => inside(event) && turnAway(), { signal })
  document.addEventListener('selectionchange', () => hasSelectionIn(box) && turnAway(), { signal })
  return () => ending.abort()
}

/** Whether a person has selected text that lies in `element`, wholly or in part. */
export function hasSelectionIn(element: Element): boolean {
  const selection = document.getSelection()
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true)
}
