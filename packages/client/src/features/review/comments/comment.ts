// What a person wrote beside lines of the changes: kept until it was sent, and followed from there. Pure.
import type { FileDiff } from '@a-parallel/shared'
import { idOf, linesOf, type DiffLine, type LineId } from '../model/lines.ts'
import { allLines } from '../model/picks.ts'
import type { Around } from '../model/around.ts'

export type Comment = {
  id: string
  path: string
  /** The file’s path before it was renamed, in what was looked at. */
  was: string | null
  /** Which changes were looked at, as it stands in an address. Null: written by a page that did not keep it. */
  scope: string | null
  /** On which side its lines stand, and which of them. */
  side: 'old' | 'new'
  from: number
  to: number
  /** The lines with their signs, as in a diff. */
  quote: readonly string[]
  /** Where hunks end among them, so that the file has others in between. */
  gaps: readonly Gap[]
  /** The lines next to them in the file. Null: they were taken out, or written by a page that did not keep it. */
  around: Around | null
  text: string
  /** The message that carried it to the agent. Null: a draft. */
  sent: string | null
  /** Its lines had changed before it was sent: what became of them since says nothing of the answer. */
  late: boolean
  /** A person is done with it. */
  settled: boolean
}

/** Before which line of a quote lines of the file are left out, and how many: 0, 1, 2 … */
type Gap = { at: number; lines: number }

/** A longer range is quoted by its first lines: the agent has the file. */
const longestQuote = 40
/** So many lines above and below tell them from others that say the same; as many as a diff shows around a change. */
const neighbours = 3

const signs = { added: '+', removed: '-', same: ' ' } as const

type About = Pick<Comment, 'id' | 'path' | 'was' | 'scope'>

/** A comment on lines of the diff of one file, not written yet. Its side is the new one unless all its lines are gone. */
export function commentOn(
  about: About,
  lines: readonly DiffLine[],
  diff: FileDiff,
): Comment | null {
  const last = lines.at(-1)
  if (!last) return null
  const side = lines.every(({ new: number }) => number === null) ? 'old' : 'new'
  const numbers = lines.flatMap((line) => line[side] ?? [])
  const quoted = lines.slice(0, longestQuote)
  const quote = quoted.map(({ kind, text }) => signs[kind] + text)
  return {
    ...about,
    side,
    from: Math.min(...numbers),
    to: Math.max(...numbers),
    quote,
    gaps: gapsIn(quoted, side, diff),
    around: aroundOf(quoted, diff),
    text: '',
    sent: null,
    late: false,
    settled: false,
  }
}

function gapsIn(quoted: readonly DiffLine[], side: Comment['side'], diff: FileDiff): Gap[] {
  const firsts = new Set(diff.hunks.map((hunk) => linesOf(hunk)[0]))
  return quoted.flatMap((line, at) => {
    if (!firsts.has(line)) return []
    const [above, below] = [quoted.slice(0, at), quoted.slice(at)].map((some) =>
      some.flatMap((one) => one[side] ?? []),
    )
    const [last, next] = [above?.at(-1), below?.[0]]
    if (last === undefined || next === undefined || next - last === 1) return []
    return [{ at, lines: next - last - 1 }]
  })
}

/** What stands next to them in the file as it is after the change; null where none of them is in it. */
function aroundOf(quoted: readonly DiffLine[], diff: FileDiff): Around | null {
  const numbers = quoted.flatMap((line) => line.new ?? [])
  if (numbers.length === 0) return null
  const [from, to] = [Math.min(...numbers), Math.max(...numbers)]
  const all = allLines(diff)
  const between = (first: number, last: number) =>
    all
      .filter(({ new: number }) => number !== null && number >= first && number <= last)
      .map(({ text }) => text)
  return { before: between(from - neighbours, from - 1), after: between(to + 1, to + neighbours) }
}

/** Lines that stood below one another, and the number of the first. */
export type Part = { from: number; lines: readonly string[] }

/** What the lines that it speaks of say on their side: one part, or one for each hunk that it reaches into. */
export function partsOf({ side, from, quote, gaps }: Comment): Part[] {
  const other = side === 'new' ? '-' : '+'
  const ends = [...gaps.map(({ at }) => at), quote.length]
  let next = from
  return ends.map((end, index) => {
    const gap = gaps[index - 1]
    const lines = quote.slice(gap?.at ?? 0, end).filter((line) => !line.startsWith(other))
    const first = next + (gap?.lines ?? 0)
    next = first + lines.length
    return { from: first, lines: lines.map((line) => line.slice(1)) }
  })
}

/** Behind which line of the diff it is shown: where its lines stand now, the nearest if there are several. */
export function placeOf(comment: Comment, diff: FileDiff): LineId | null {
  const ends = partsOf(comment).map((part) => endIn(diff, comment.side, part))
  const end = ends.at(-1)
  return end && !ends.includes(undefined) ? idOf(end) : null
}

/** The last line of a part where it stands now. */
function endIn(diff: FileDiff, side: Comment['side'], { from, lines: wanted }: Part) {
  let best: { line: DiffLine; off: number } | undefined
  for (const hunk of diff.hunks) {
    const lines = linesOf(hunk).filter((line) => line[side] !== null)
    for (let at = 0; at + wanted.length <= lines.length; at += 1) {
      const [first, line] = [lines[at], lines[at + wanted.length - 1]]
      if (!first || !line || !wanted.every((text, index) => lines[at + index]?.text === text))
        continue
      const off = Math.abs((first[side] ?? 0) - from)
      if (!best || off < best.off) best = { line, off }
    }
  }
  return best?.line
}

export type CommentState = 'draft' | 'outdated' | 'open' | 'answered'

/**
 * How it stands. `standing`: its lines are as they were, as far as known. `heard`: the turn that its message began is
 * over.
 */
export function stateOf(
  { sent, late }: Pick<Comment, 'sent' | 'late'>,
  { standing, heard }: { standing: boolean; heard: boolean },
): CommentState {
  if (sent === null) return standing ? 'draft' : 'outdated'
  if (standing) return 'open'
  return heard && !late ? 'answered' : 'outdated'
}

/** What says something and was not sent. */
export const unsent = (comments: readonly Comment[]): Comment[] =>
  comments.filter(({ sent, text }) => sent === null && text.trim() !== '')
