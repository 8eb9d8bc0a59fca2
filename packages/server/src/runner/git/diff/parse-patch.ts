// Reads the hunks of one file out of a patch. Pure. The counts in a hunk's head say where it ends, whatever its lines are.
import type { DiffHunk } from '@a-parallel/shared'

const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?([^]*)$/

/** The hunks of each section: one a file, and two of a file that became a link. */
export function parsePatch(patch: string): DiffHunk[][] {
  const lines = patch.split('\n')
  const sections: DiffHunk[][] = []
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    if (line.startsWith('diff --git ')) sections.push([])
    const found = head.exec(line)
    if (!found) continue
    const hunk = begun(found)
    at = take(hunk, lines, at)
    sections.at(-1)?.push(hunk)
  }
  return sections
}

/** The hunks at one path. The patch holds a section for each change, in the same order. */
export function hunksAt(
  path: string,
  changes: readonly { path: string; status: string }[],
  patch: string,
): DiffHunk[] {
  const place = changes.findIndex((change) => change.path === path)
  return sectionsOf(changes, patch)[place] ?? []
}

/** Those of each change; none of those that stand behind the end of a patch that was cut. */
export function sectionsOf(changes: readonly { status: string }[], patch: string): DiffHunk[][] {
  const sections = parsePatch(patch)
  let at = 0
  return changes.map(({ status }) => {
    const first = at
    at += status === 'T' ? 2 : 1
    return sections.slice(first, at).flat()
  })
}

function begun([, oldStart, oldLines, newStart, newLines, heading]: RegExpExecArray): DiffHunk {
  return {
    oldStart: Number(oldStart),
    oldLines: Number(oldLines ?? 1),
    newStart: Number(newStart),
    newLines: Number(newLines ?? 1),
    heading: heading ?? '',
    lines: [],
  }
}

/** Takes the hunk's lines; gives the place of the last one. */
function take(hunk: DiffHunk, lines: readonly string[], headAt: number): number {
  let before = hunk.oldLines
  let after = hunk.newLines
  let at = headAt
  for (let next = lines[at + 1]; next !== undefined; next = lines[at + 1]) {
    const mark = next[0]
    if (mark !== '\\' && before === 0 && after === 0) break
    if (mark === ' ' || mark === '-') before -= 1
    if (mark === ' ' || mark === '+') after -= 1
    hunk.lines.push(next)
    at += 1
  }
  return at
}

/** The only line of each side, as of a link. */
export function onlyLines(hunks: readonly DiffHunk[]): {
  before: string | null
  after: string | null
} {
  const line = (mark: string) =>
    hunks
      .flatMap(({ lines }) => lines)
      .find((each) => each.startsWith(mark))
      ?.slice(1) ?? null
  return { before: line('-'), after: line('+') }
}
