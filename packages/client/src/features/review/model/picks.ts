// Which lines are meant: from a range that a person chose to what the server stages. Pure.
import type { FileDiff, HunkPick } from '@a-parallel/shared'
import { idOf, linesOf, type DiffLine, type LineId } from './lines.ts'

/** Lines of one file, between two that a person pointed at, in whichever order. */
export type Selection = { path: string; anchor: LineId; head: LineId }

/** The file’s lines as they stand below one another. */
export const allLines = (diff: FileDiff): DiffLine[] => diff.hunks.flatMap(linesOf)

/** The lines of a selection; none where one of its ends is gone. */
export function selectedLines(diff: FileDiff, { anchor, head }: Selection): DiffLine[] {
  const lines = allLines(diff)
  const [a, b] = [anchor, head].map((id) => lines.findIndex((line) => idOf(line) === id))
  if (a === undefined || b === undefined || a < 0 || b < 0) return []
  return lines.slice(Math.min(a, b), Math.max(a, b) + 1)
}

/**
 * Lines as the hunks of `diff` have them; a hunk of which all is meant is named as a whole. Null where nothing that
 * changed is among them.
 */
export function picksOf(diff: FileDiff, chosen: ReadonlySet<LineId>): HunkPick[] | null {
  const picks = diff.hunks.flatMap((hunk, index): HunkPick[] => {
    const changed = linesOf(hunk).filter(({ kind }) => kind !== 'same')
    const meant = changed.filter((line) => chosen.has(idOf(line)))
    if (meant.length === 0) return []
    if (meant.length === changed.length) return [{ hunk: index }]
    return [{ hunk: index, lines: meant.map(({ at }) => at) }]
  })
  return picks.length > 0 ? picks : null
}

/** The changed lines of one hunk. */
export function hunkLines(diff: FileDiff, index: number): Set<LineId> {
  const hunk = diff.hunks[index]
  const lines = hunk ? linesOf(hunk).filter(({ kind }) => kind !== 'same') : []
  return new Set(lines.map(idOf))
}

/** The lines as text, without signs. */
export const textOf = (lines: readonly DiffLine[]): string =>
  lines.map(({ text }) => text).join('\n')
