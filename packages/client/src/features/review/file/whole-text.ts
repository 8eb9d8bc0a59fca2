// The text of a file as the lines that a diff is drawn of, so that both are coloured and marked by the same code. Pure.
import { linesOf, type DiffLine, type Hunk } from '../model/lines.ts'

export type TextLine = { hunk: Hunk; line: DiffLine; number: number }

/** Colours are asked for so many letters at a time, and never for more than these lines. */
const most = { letters: 90_000, lines: 2_000 }

/** No line for an empty text; a newline at the end begins none. */
export function textLines(text: string): TextLine[] {
  if (text === '') return []
  const lines = text.split('\n')
  const ended = lines.at(-1) === ''
  if (ended) lines.pop()
  const hunks = cut(lines).map(([from, to]) => hunkOf(lines.slice(from, to), from + 1))
  if (!ended) hunks.at(-1)?.lines.push('\\')
  return hunks.flatMap((hunk) =>
    linesOf(hunk).map((line) => ({ hunk, line, number: line.new ?? 0 })),
  )
}

/** Parts of the lines: all of them where they can be coloured together. */
function cut(lines: readonly string[]): [from: number, to: number][] {
  const parts: [number, number][] = []
  let [from, letters] = [0, 0]
  for (const [at, { length }] of lines.entries()) {
    const full = letters + length > most.letters || at - from >= most.lines
    if (full && at > from) {
      parts.push([from, at])
      from = at
      letters = 0
    }
    letters += length + 1
  }
  parts.push([from, lines.length])
  return parts
}

function hunkOf(lines: readonly string[], start: number): Hunk {
  const { length } = lines
  return {
    oldStart: start,
    oldLines: length,
    newStart: start,
    newLines: length,
    heading: '',
    lines: lines.map((line) => ` ${line}`),
  }
}
