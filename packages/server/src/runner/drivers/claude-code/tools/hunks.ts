// Diffs as the log keeps them: made from what a tool was asked to do, or taken from what it did, and bounded.
import type { Hunk } from '@a-parallel/shared'
import { cut } from './text.ts'

/** How much of a change is kept; units are those of UTF-16. */
export interface ChangeLimits {
  lines: number
  units: number
  /** Units of one line. */
  line: number
}

const usual: ChangeLimits = { lines: 400, units: 64_000, line: 1000 }

/** The part of an edit's detail that tells what changed. */
export interface Change {
  hunks: Hunk[]
  added: number
  removed: number
  omittedLines: number
}

/** Counts all lines and keeps the first of them: usually at most 400, and 64,000 UTF-16 units. */
export function change(hunks: readonly Hunk[], limits = usual): Change {
  const counts = { added: 0, removed: 0, omittedLines: 0 }
  const left = { ...limits }
  const bounded: Hunk[] = []
  for (const hunk of hunks) {
    const kept: string[] = []
    for (const line of hunk.lines) {
      if (line.startsWith('\\')) continue
      if (line.startsWith('+')) counts.added++
      if (line.startsWith('-')) counts.removed++
      const shown = cut(line, limits.line)
      if (left.lines > 0 && left.units >= shown.length) {
        kept.push(shown)
        left.lines--
        left.units -= shown.length
      } else {
        left.lines = 0
        counts.omittedLines++
      }
    }
    if (kept.length > 0) bounded.push({ ...hunk, lines: kept })
  }
  return { hunks: bounded, ...counts }
}

/** A file that is written whole: every line is new. */
export function writtenHunk(content: string): Hunk[] {
  const lines = linesOf(content)
  if (lines.length === 0) return []
  const added = lines.map((line) => `+${line}`)
  return [{ oldStart: 0, oldLines: 0, newStart: 1, newLines: lines.length, lines: added }]
}

/** One replacement; where in the file it will be is not known yet, so it is counted from 1. */
export function replacementHunk(before: string, after: string): Hunk[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const head = commonLength(old, now)
  const tail = commonLength(old.slice(head).toReversed(), now.slice(head).toReversed())
  const lines = [
    ...old.slice(0, head).map((line) => ` ${line}`),
    ...old.slice(head, old.length - tail).map((line) => `-${line}`),
    ...now.slice(head, now.length - tail).map((line) => `+${line}`),
    ...old.slice(old.length - tail).map((line) => ` ${line}`),
  ]
  if (lines.length === 0) return []
  return [{ oldStart: 1, oldLines: old.length, newStart: 1, newLines: now.length, lines }]
}

function linesOf(text: string): string[] {
  if (text === '') return []
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  return lines
}

function commonLength(one: readonly string[], other: readonly string[]): number {
  const most = Math.min(one.length, other.length)
  let length = 0
  while (length < most && one[length] === other[length]) length++
  return length
}
