// Which file a person means by what they typed of its path, and the line behind it. Pure, and quick enough for a hundred
// thousand files at every key.
import { foldedText, fuzzyScore, pathDepth, shorterFirst, togetherFrom } from './fuzzy.ts'

export interface JumpTarget {
  /** What was typed of the path, or of a name. */
  sought: string
  line: number | null
}

const withLine =
  /^(.*?)(?::(\d{0,7})(?::\d{0,7})?|#L(\d{1,7})(?:-L?\d{0,7})?|\((\d{1,7})(?:,\s*\d{0,7})?\))$/su

/** Reads `src/cart.ts:12:5`, `src/cart.ts#L12` and `src/cart.ts(12,5)`; without a path: a line of the file that is shown. */
export function readTarget(typed: string): JumpTarget {
  const text = typed.trim().replace(/^\.\//, '')
  const [, path, ...lines] = withLine.exec(text) ?? []
  if (path === undefined) return { sought: text, line: null }
  const line = Number(lines.find((one) => one !== undefined) ?? 0)
  return { sought: path, line: line > 0 ? line : null }
}

/** Paths with what would be worked out of them at every key. */
export interface PreparedFiles {
  paths: readonly string[]
  folded: readonly string[]
  /** The last part of each, folded. */
  names: readonly string[]
  depths: readonly number[]
}

export function prepareFiles(paths: readonly string[]): PreparedFiles {
  const folded = paths.map(foldedText)
  const names = folded.map((path) => path.slice(path.lastIndexOf('/') + 1))
  return { paths, folded, names, depths: paths.map(pathDepth) }
}

export interface Standing {
  /** What the thread changed. */
  changed: ReadonlySet<string>
  /** What was looked at, the latest first. */
  recent: readonly string[]
}

/**
 * How a path fits, each kind before the next: its name is what was typed; the name holds it; the path holds it; the
 * name, or the path, holds its letters in that order.
 */
const kinds = { whole: 4, inName: 3, inPath: 2, lettersOfName: 1, lettersOfPath: 0 }
/** Each step lies so far above what is below that nothing lifts one over the other. */
const steps = { kind: 10_000_000, changed: 2_000_000, recent: 1_000_000, later: 10_000 }
const mostRecent = 50

interface Ranked {
  path: string
  score: number
}

/** The paths that fit best, at most `most`: by the kind of fit, then changed ones, then those looked at lately. */
export function rankFiles(
  files: PreparedFiles,
  sought: string,
  { changed, recent }: Standing,
  most: number,
): string[] {
  const query = foldedText(sought)
  const lately = new Map(recent.slice(0, mostRecent).map((path, place) => [path, place]))
  const best = keepBest(most)
  for (const [at, path] of files.paths.entries()) {
    const fit = fitOf(query, files.folded[at] ?? '', files.names[at] ?? '')
    if (fit === null) continue
    const depth = files.depths[at] ?? 0
    const place = lately.get(path)
    const lift =
      (changed.has(path) ? steps.changed : 0) +
      (place === undefined ? 0 : steps.recent - place * steps.later)
    best.add({ path, score: fit - depth + lift })
  }
  return best.kept.map(({ path }) => path)
}

function fitOf(query: string, path: string, name: string): number | null {
  if (query === '') return 0
  const ofPath = fuzzyScore(query, path)
  if (ofPath === null) return null
  const ofName = query.includes('/') ? null : fuzzyScore(query, name)
  const [score, together, letters] =
    ofName !== null && (ofName >= togetherFrom || ofPath < togetherFrom)
      ? [ofName, kinds.inName, kinds.lettersOfName]
      : [ofPath, kinds.inPath, kinds.lettersOfPath]
  const kind =
    query === name || query === path ? kinds.whole : score >= togetherFrom ? together : letters
  return kind * steps.kind + score
}

/** The best of many, in order, without sorting those that are far behind. */
function keepBest(most: number): { kept: readonly Ranked[]; add: (one: Ranked) => void } {
  const kept: Ranked[] = []
  return {
    kept,
    add(one) {
      const last = kept.at(-1)
      if (kept.length === most && last && !goesBefore(one, last)) return
      let [from, to] = [0, kept.length]
      while (from < to) {
        const middle = (from + to) >> 1
        const other = kept[middle]
        if (other && goesBefore(one, other)) to = middle
        else from = middle + 1
      }
      kept.splice(from, 0, one)
      if (kept.length > most) kept.pop()
    },
  }
}

function goesBefore(one: Ranked, other: Ranked): boolean {
  if (one.score !== other.score) return one.score > other.score
  return shorterFirst(one.path, other.path) < 0
}

/** From (inclusive) to (exclusive). */
type Mark = readonly [from: number, to: number]

/** Where in a path, or a name, what was typed stands, as `rankFiles` finds it. */
export function marksOf(sought: string, path: string): Mark[] {
  const query = foldedInPlace(sought)
  const text = foldedInPlace(path)
  if (query === '') return []
  const start = query.includes('/') ? 0 : text.lastIndexOf('/') + 1
  const name = text.slice(start)
  for (const [part, shift] of [
    [name, start],
    [text, 0],
  ] as const) {
    const at = part.indexOf(query)
    if (at !== -1) return [[shift + at, shift + at + query.length]]
  }
  const inName = lettersAt(query, name)
  if (inName !== null) return inName.map(([from, to]) => [from + start, to + start])
  return lettersAt(query, text) ?? []
}

function lettersAt(query: string, text: string): Mark[] | null {
  const marks: [number, number][] = []
  let next = 0
  for (const letter of query) {
    if (letter === ' ') continue
    const at = text.indexOf(letter, next)
    if (at === -1) return null
    next = at + letter.length
    const last = marks.at(-1)
    if (last?.[1] === at) last[1] = next
    else marks.push([at, next])
  }
  return marks
}

/** Without case, each letter where it stood: a few become two in lower case. */
function foldedInPlace(text: string): string {
  const folded = foldedText(text)
  if (folded.length === text.length) return folded
  return Array.from(text)
    .map((letter) => {
      const low = foldedText(letter)
      return low.length === letter.length ? low : letter
    })
    .join('')
}
