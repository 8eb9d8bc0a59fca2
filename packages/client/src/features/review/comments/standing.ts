// Whether the lines that a comment is about are as they were when it was written, told from the file as it is now. Pure.
import type { FileDiff } from '@a-parallel/shared'
import { linesOf } from '../model/lines.ts'
import { sayings, type Comment } from './comment.ts'

/** Whether the lines of a file hold what the comment is about. */
export function holds(comment: Comment, lines: readonly string[]): boolean {
  const wanted = sayings(comment)
  return lines.some((_, at) => wanted.every((text, index) => lines[at + index] === text))
}

/**
 * Whether lines that were taken out are out still.
 *
 * @param now the lines of the file
 * @param changes the file’s changes up to now since several earlier states, all lines around; null: no change since then
 */
export function isOut(
  comment: Comment,
  now: readonly string[],
  changes: readonly (FileDiff | null)[],
): boolean {
  if (!holds(comment, now)) return true
  // The same words stand somewhere else too, or they have come back.
  const fates = changes.map((diff) => (diff && hasLines(diff) ? fateIn(comment, diff) : 'in'))
  return fates.includes('out') || !fates.includes('in')
}

/** Else its name alone has changed, or its mode. */
const hasLines = ({ hunks, large }: FileDiff): boolean => hunks.length > 0 || large !== null

/** What became of the lines; undefined where they were not there before either. */
function fateIn(comment: Comment, { hunks }: FileDiff): 'out' | 'in' | undefined {
  const wanted = sayings(comment)
  let fate: 'in' | undefined
  for (const hunk of hunks) {
    const lines = linesOf(hunk).filter(({ old }) => old !== null)
    for (const at of lines.keys()) {
      const found = lines.slice(at, at + wanted.length)
      if (found.length < wanted.length || found.some(({ text }, n) => text !== wanted[n])) continue
      if (found.every(({ kind }) => kind === 'removed')) return 'out'
      fate = 'in'
    }
  }
  return fate
}
