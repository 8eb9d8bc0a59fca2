// Finds words of the interface that are cut off, on a page in the test language: there each of them ends in ø].
import type { Page } from 'playwright-core'

/** What is cut, each with its place. What may be cut bears all of it as its title. */
export function clippedWords(of: Page): Promise<string[]> {
  return of.evaluate(() => {
    const spoken = (element: Element) =>
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && /ø\]/.test(node.textContent ?? ''),
      )
    const cuts = (value: string) => value === 'hidden' || value === 'clip'
    /** The nearest that cuts off what is wider or higher than it, or null: scrolling shows the rest. */
    const cutter = (element: Element): Element | null => {
      for (let at: Element | null = element; at; at = at.parentElement) {
        const { overflowX, overflowY } = getComputedStyle(at)
        if ([overflowX, overflowY].some((value) => value === 'auto' || value === 'scroll'))
          return null
        if (cuts(overflowX) || cuts(overflowY)) return at
      }
      return null
    }
    const found: string[] = []
    const say = (element: Element, why: string) =>
      found.push(`${why}: ${element.outerHTML.slice(0, 220)}`)
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!spoken(element) || !element.checkVisibility() || element.closest('.sr-only')) continue
      const box = element.getBoundingClientRect()
      // Only for screen readers.
      if (box.width <= 1 || box.height <= 1) continue
      const own = cutter(element)
      if (own && !element.closest('[title]')) {
        const range = document.createRange()
        range.selectNodeContents(element)
        const text = range.getBoundingClientRect()
        const frame = own.getBoundingClientRect()
        if (
          own !== document.body &&
          (text.right > frame.right + 1 || text.bottom > frame.bottom + 1)
        )
          say(element, 'cut off')
      }
      if (box.right > innerWidth + 1 && own !== null) say(element, 'out of the window')
      const button = element.closest<HTMLElement>('button, a, [role=button]')
      if (button && button.scrollWidth > button.clientWidth + 1 && button.clientWidth > 0)
        if (getComputedStyle(button).display !== 'inline') say(button, 'wider than its button')
    }
    return [...new Set(found)]
  })
}
