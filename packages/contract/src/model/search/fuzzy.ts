// How well something fits what a person typed of it: whole, its beginning, a part, or only its letters in that order.
// Pure, and cheap enough for a hundred thousand paths at every key.

/** As it is compared: without case. */
export function foldedText(text: string): string {
  return text.toLowerCase()
}

const separators = new Set('/\\-_. :()[]')
/** Each kind of fit lies so far above the next that no bonus lifts one over the other. */
const kinds = { whole: 6000, start: 5000, wordStart: 4000, inside: 3000, letters: 1000 }
/** From this score on the query stands in the text as it is; below, only its letters do. */
export const togetherFrom = 2000

/**
 * How well `text` fits `query`, both folded: the higher the better, null not at all. An empty query fits everything alike.
 */
export function fuzzyScore(query: string, text: string): number | null {
  if (query === '') return 0
  if (text === query) return kinds.whole
  const length = Math.min(text.length, 500)
  const at = text.indexOf(query)
  if (at === 0) return kinds.start - length
  if (at > 0) {
    const atWord = wordPlace(query, text, at)
    return (atWord === null ? kinds.inside : kinds.wordStart) - length
  }
  const letters = lettersScore(query, text)
  return letters === null ? null : kinds.letters + letters - length
}

/** Where in the text the query begins a word. */
function wordPlace(query: string, text: string, from: number): number | null {
  for (let at = from; at !== -1; at = text.indexOf(query, at + 1))
    if (separators.has(text[at - 1] ?? '')) return at
  return null
}

/** The query's letters in their order, with others between them: neighbours and beginnings of words count. */
function lettersScore(query: string, text: string): number | null {
  let score = 0
  let last = -2
  for (const letter of query) {
    if (letter === ' ') continue
    const at = text.indexOf(letter, last < 0 ? 0 : last + 1)
    if (at === -1) return null
    if (at === last + 1) score += 15
    else if (at === 0 || separators.has(text[at - 1] ?? '')) score += 10
    else score -= Math.min(at - Math.max(last, 0), 10)
    last = at
  }
  return Math.max(-900, Math.min(900, score))
}

/**
 * The paths that fit best, best first, at most `limit` of them; a folder ends in `/`. What fits a path's last part goes
 * before what fits only the folders above it; without a query those that lie highest come first.
 */
export function rankPaths(paths: readonly string[], query: string, limit: number): string[] {
  const sought = foldedText(query)
  const ofPath = sought.includes('/')
  const found: { path: string; score: number }[] = []
  for (const path of paths) {
    const score = pathScore(sought, foldedText(path), ofPath)
    if (score !== null) found.push({ path, score })
  }
  return found
    .toSorted((a, b) => b.score - a.score || shorterFirst(a.path, b.path))
    .slice(0, limit)
    .map(({ path }) => path)
}

const ofName = 10_000

function pathScore(sought: string, path: string, ofPath: boolean): number | null {
  const depth = pathDepth(path)
  if (sought === '') return -depth
  const whole = fuzzyScore(sought, path)
  if (whole === null) return null
  const name = ofPath ? null : fuzzyScore(sought, lastPart(path))
  return (name === null ? whole : ofName + name) - depth
}

function lastPart(path: string): string {
  const end = path.endsWith('/') ? path.length - 1 : path.length
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end)
}

/** How many folders it lies in. */
export function pathDepth(path: string): number {
  let depth = 0
  for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) depth += 1
  return depth
}

/** By length first: the shorter one is the likelier. In the order of code units, the same everywhere. */
export function shorterFirst(one: string, other: string): number {
  return one.length - other.length || (one < other ? -1 : Number(one > other))
}
