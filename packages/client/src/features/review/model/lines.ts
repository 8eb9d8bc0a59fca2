// The lines of a hunk, numbered, and which of the old and new ones belong together. Pure; what was worked out is kept with
// the hunk.
import type { FileDiff } from '@a-parallel/shared'

export type Hunk = FileDiff['hunks'][number]

export type DiffLine = {
  kind: 'added' | 'removed' | 'same'
  old: number | null
  new: number | null
  text: string
  /** Its place among the hunk’s lines. */
  at: number
  /** No newline behind it: the file ends there. */
  last: boolean
}

/** A line by its number before (`o12`) or after (`n12`) the change; one that stayed goes by the latter. */
export type LineId = `o${number}` | `n${number}`

export function idOf(line: DiffLine): LineId {
  return line.new === null ? `o${line.old ?? 0}` : `n${line.new}`
}

const known = new WeakMap<Hunk, DiffLine[]>()

/** The same list for the same hunk. */
export function linesOf(hunk: Hunk): DiffLine[] {
  const kept = known.get(hunk)
  if (kept) return kept
  const lines: DiffLine[] = []
  let [old, after] = [hunk.oldStart, hunk.newStart]
  for (const [at, raw] of hunk.lines.entries()) {
    const text = raw.slice(1)
    const sign = raw[0]
    const end = lines.at(-1)
    if (sign === '\\') {
      if (end) end.last = true
    } else if (sign === '+')
      lines.push({ kind: 'added', old: null, new: after++, text, at, last: false })
    else if (sign === '-')
      lines.push({ kind: 'removed', old: old++, new: null, text, at, last: false })
    else lines.push({ kind: 'same', old: old++, new: after++, text, at, last: false })
  }
  known.set(hunk, lines)
  return lines
}

/** What stands side by side. */
export type Pair = { before: DiffLine | null; after: DiffLine | null }

/** A run of removed lines beside the run of added ones that follows it. */
export function pairsOf(hunk: Hunk): Pair[] {
  const pairs: Pair[] = []
  let removed: DiffLine[] = []
  let added: DiffLine[] = []
  const flush = () => {
    for (let row = 0; row < Math.max(removed.length, added.length); row += 1)
      pairs.push({ before: removed[row] ?? null, after: added[row] ?? null })
    removed = []
    added = []
  }
  for (const line of linesOf(hunk)) {
    if (line.kind === 'added') added.push(line)
    else if (line.kind === 'removed') {
      if (added.length > 0) flush()
      removed.push(line)
    } else {
      flush()
      pairs.push({ before: line, after: line })
    }
  }
  flush()
  return pairs
}

const partners = new WeakMap<Hunk, Map<DiffLine, DiffLine>>()

/** The line that this one was, or became: only where as many lines went as came. */
export function partnerOf(hunk: Hunk, line: DiffLine): DiffLine | undefined {
  let of = partners.get(hunk)
  if (!of) {
    of = new Map()
    for (const run of runsOf(hunk)) {
      const even = run.every(({ before, after }) => before !== null && after !== null)
      for (const { before, after } of even ? run : []) {
        if (!before || !after) continue
        of.set(before, after)
        of.set(after, before)
      }
    }
    partners.set(hunk, of)
  }
  return of.get(line)
}

function runsOf(hunk: Hunk): Pair[][] {
  const runs: Pair[][] = [[]]
  for (const pair of pairsOf(hunk)) {
    if (pair.before?.kind === 'same') runs.push([])
    else runs.at(-1)?.push(pair)
  }
  return runs
}

/** Whether the hunk’s lines end in different ways, so that a CR at the end of one says something. */
const mixed = new WeakMap<Hunk, boolean>()

/** The text of a line as it is shown: a CR at its end is left out where all lines have one. */
export function shownText(hunk: Hunk, line: DiffLine): string {
  if (!line.text.endsWith('\r')) return line.text
  let tells = mixed.get(hunk)
  if (tells === undefined) {
    tells = linesOf(hunk).some(({ text }) => !text.endsWith('\r'))
    mixed.set(hunk, tells)
  }
  return tells ? line.text : line.text.slice(0, -1)
}
