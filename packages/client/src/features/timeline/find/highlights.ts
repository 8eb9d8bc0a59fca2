// Paints the places of words in what is drawn, without touching a single element: the page's own ranges, so that what
// is drawn never knows of it. Where a browser cannot do that, the row that was found is still marked.

const all = 'found'
const one = 'found-now'

function clearHighlights(): void {
  if (typeof Highlight === 'undefined') return
  CSS.highlights.delete(all)
  CSS.highlights.delete(one)
}

/** Paints every place inside the box, and `current` as the one that the reader is at. */
export function paintHighlights(box: Element, query: string, current: Range | null): void {
  if (typeof Highlight === 'undefined') return
  CSS.highlights.set(all, new Highlight(...rangesIn(box, query)))
  if (current) CSS.highlights.set(one, new Highlight(current))
  else CSS.highlights.delete(one)
}

/** Where the words stand in an element, first to last; also across the pieces that a text was cut into. */
export function rangesIn(element: Element, query: string): Range[] {
  const wanted = query.toLowerCase()
  if (wanted === '') return []
  const { text, pieces } = gather(element)
  const ranges: Range[] = []
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const range = rangeOf(pieces, at, at + wanted.length)
    if (range) ranges.push(range)
  }
  return ranges
}

type Piece = { node: Text; from: number; to: number }

function gather(element: Element): { text: string; pieces: Piece[] } {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const pieces: Piece[] = []
  let text = ''
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!(node instanceof Text) || node.parentElement?.closest('[aria-haspopup], .sr-only'))
      continue
    // Only where no letter changes its length may its lower case stand for it.
    const lower = node.data.toLowerCase()
    const part = lower.length === node.data.length ? lower : node.data
    pieces.push({ node, from: text.length, to: text.length + part.length })
    text += part
  }
  return { text, pieces }
}

function rangeOf(pieces: readonly Piece[], from: number, to: number): Range | null {
  const first = pieces.findLast((piece) => piece.from <= from)
  const last = pieces.find((piece) => piece.to >= to)
  if (!first || !last) return null
  const range = document.createRange()
  range.setStart(first.node, from - first.from)
  range.setEnd(last.node, to - last.from)
  return range
}

/** Rows come and go as the reader scrolls: what was found in them is painted as they do, until the function is called. */
export function keepPainted(
  box: Element,
  query: string,
  current: { readonly current: Range | null },
): () => void {
  let asked = 0
  const paint = () => {
    asked = 0
    const range = current.current
    paintHighlights(box, query, range && box.contains(range.startContainer) ? range : null)
  }
  const ask = () => {
    asked ||= requestAnimationFrame(paint)
  }
  const observer = new MutationObserver(ask)
  observer.observe(box, { childList: true, subtree: true, characterData: true })
  ask()
  return () => {
    observer.disconnect()
    cancelAnimationFrame(asked)
    clearHighlights()
  }
}
