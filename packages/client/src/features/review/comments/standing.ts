// Whether the lines that a comment is about are as they were when it was written, told from the file as it is now. Pure.
import type { FileDiff } from '@a-parallel/shared'
import { linesOf } from '../model/lines.ts'
import { isAmong, type Stretch } from '../model/around.ts'
import { partsOf, type Comment, type Part } from './comment.ts'

/**
 * Whether the lines that the comment is about stand in a file as they stood, moved or not. Of those that an older page kept
 * without their neighbours: whether the file has such lines anywhere.
 */
export function holds(comment: Comment, lines: readonly string[]): boolean {
  if (comment.around === null) return occurs(comment, lines)
  return isAmong(comment.around, lines, stretchesOf(comment, lines))
}

/** Whether the file has lines anywhere that say what those of the comment say, part below part. */
export function occurs(comment: Comment, lines: readonly string[]): boolean {
  return stretchesOf(comment, lines).next().done !== true
}

/** From where its first part stands to where its last one ends, with whatever is between its parts now. */
function* stretchesOf(comment: Comment, lines: readonly string[]): Generator<Stretch> {
  const [first, ...others] = partsOf(comment).map((part) => placesOf(part, lines))
  const last = others.pop()
  for (const { from, to } of first ?? []) {
    let end = to
    for (const places of others)
      end = places.find((place) => place.from >= end)?.to ?? Number.POSITIVE_INFINITY
    if (!last) yield { from, to }
    for (const place of last ?? []) if (place.from >= end) yield { from, to: place.to }
  }
}

function placesOf({ lines: wanted }: Part, lines: readonly string[]): Stretch[] {
  return [...lines.keys()]
    .filter((at) => wanted.every((text, index) => lines[at + index] === text))
    .map((from) => ({ from, to: from + wanted.length }))
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
  if (!occurs(comment, now)) return true
  // The same words stand somewhere else too, or they have come back.
  const fates = changes.map((diff) => (diff && hasLines(diff) ? fateIn(comment, diff) : 'in'))
  return fates.includes('out') || !fates.includes('in')
}

/** Else its name alone has changed, or its mode. */
const hasLines = ({ hunks, large }: FileDiff): boolean => hunks.length > 0 || large !== null

/** What became of the lines; undefined where some were not there before either. */
function fateIn(comment: Comment, diff: FileDiff): 'out' | 'in' | undefined {
  const fates = partsOf(comment).map((part) => fateOf(part, diff))
  if (fates.includes(undefined)) return undefined
  return fates.includes('in') ? 'in' : 'out'
}

function fateOf({ lines: wanted }: Part, { hunks }: FileDiff): 'out' | 'in' | undefined {
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
