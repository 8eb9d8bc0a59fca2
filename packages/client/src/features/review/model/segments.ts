// A line of code as it is drawn: its colours, the words that changed in it, and its hidden characters, laid over one
// another. Pure.
import { wordPieces } from '../../../ui/text/word-pieces.ts'
import { cutHidden } from '../../../ui/text/hidden.ts'

export type Segment = {
  text: string
  colour: string | undefined
  changed: boolean
  sign: string | null
}
/** Places in a line: from (inclusive) to (exclusive). */
export type Range = readonly [from: number, to: number]
export type Colours = readonly (readonly [text: string, colour: string | undefined])[]

/** Longer lines are compared as a whole. */
const longest = 600
/** Below this share of common text two lines are not the same one changed. */
const kin = 0.4

/** What of each of two lines the other does not have; none where they have too little in common. */
export function changedRanges(before: string, after: string): [before: Range[], after: Range[]] {
  if (before.length > longest || after.length > longest) return [[], []]
  const pieces = wordPieces(before, after, tokensOf)
  const ranges: [Range[], Range[]] = [[], []]
  const at: [number, number] = [0, 0]
  let common = 0
  for (const { kind, text } of pieces) {
    const size = text.length
    if (kind === 'same') {
      common += text.trim().length
      at[0] += size
      at[1] += size
    } else {
      const side = kind === 'removed' ? 0 : 1
      ranges[side].push([at[side], at[side] + size])
      at[side] += size
    }
  }
  const shorter = Math.min(before.trim().length, after.trim().length)
  return common < kin * shorter || common === 0 ? [[], []] : ranges
}

/** Words, runs of space, and every other sign by itself. */
const tokensOf = (text: string): string[] => text.match(/[\p{L}\p{N}_$]+|\s+|[^]/gu) ?? []

/** Cuts a line wherever one of the three changes. `colours` must say the line’s own text, or is passed over. */
export function segmentsOf(
  text: string,
  colours: Colours | undefined,
  changed: readonly Range[],
): Segment[] {
  const fits = colours?.map(([piece]) => piece).join('') === text
  const coloured: Colours = fits && colours ? colours : [[text, undefined]]
  const segments: Segment[] = []
  let at = 0
  for (const [piece, colour] of coloured) {
    for (const shown of cutHidden(piece)) {
      if (shown.text === '') continue
      for (const [part, marked] of cutRanges(shown.text, at, changed))
        segments.push({ text: part, colour, changed: marked, sign: shown.sign })
      at += shown.text.length
    }
  }
  return segments
}

function cutRanges(text: string, at: number, ranges: readonly Range[]): [string, boolean][] {
  const parts: [string, boolean][] = []
  let from = 0
  const end = text.length
  for (const range of ranges) {
    const [start, stop] = [Math.max(from, range[0] - at), Math.min(end, range[1] - at)]
    if (start >= stop) continue
    if (start > from) parts.push([text.slice(from, start), false])
    parts.push([text.slice(start, stop), true])
    from = stop
  }
  if (from < end) parts.push([text.slice(from), false])
  return parts
}
