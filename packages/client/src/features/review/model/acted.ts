// What is shown of the changes once something was staged or unstaged, before the server has told. Pure.
import type { BranchState, ChangedFile, FileDiff } from '@a-parallel/shared'
import { idOf, linesOf, type DiffLine, type Hunk, type LineId } from './lines.ts'

export type Staging = 'stage' | 'unstage'

/**
 * The diff without the lines that are done with, as git counts what is left: what was staged is on both sides by then, and
 * what was unstaged on neither. Their numbers are those of the diff that is to come.
 */
export function diffAfter(diff: FileDiff, done: ReadonlySet<LineId>, act: Staging): FileDiff {
  const moved = { old: 0, new: 0 }
  const hunks = diff.hunks.flatMap((hunk): Hunk[] => {
    const left = hunkAfter(hunk, done, act)
    const made = {
      ...left,
      oldStart: startOf(hunk.oldStart, hunk.oldLines, left.oldLines) + moved.old,
      newStart: startOf(hunk.newStart, hunk.newLines, left.newLines) + moved.new,
    }
    moved.old += left.oldLines - hunk.oldLines
    moved.new += left.newLines - hunk.newLines
    return linesOf(made).some(({ kind }) => kind !== 'same') ? [made] : []
  })
  return { ...diff, hunks }
}

function hunkAfter(hunk: Hunk, done: ReadonlySet<LineId>, act: Staging): Hunk {
  const lines: string[] = []
  const count = { old: 0, new: 0 }
  for (const line of linesOf(hunk)) {
    const sign = done.has(idOf(line)) ? signAfter(line, act) : signs[line.kind]
    if (sign === null) continue
    lines.push(`${sign}${line.text}`, ...(line.last ? ['\\ No newline at end of file'] : []))
    if (sign !== '+') count.old += 1
    if (sign !== '-') count.new += 1
  }
  return { ...hunk, lines, oldLines: count.old, newLines: count.new }
}

const signs = { added: '+', removed: '-', same: ' ' } as const

/** Null: the line is on neither side any more. */
function signAfter({ kind }: DiffLine, act: Staging): ' ' | null {
  if (kind === 'same') return ' '
  return (kind === 'added') === (act === 'stage') ? ' ' : null
}

/** Git begins a side without lines at the line before it. */
function startOf(start: number, before: number, after: number): number {
  if (before === 0 && after > 0) return start + 1
  return before > 0 && after === 0 ? start - 1 : start
}

/** Whether a diff has these lines, just as they were seen. */
export function holds(diff: FileDiff, seen: readonly DiffLine[]): boolean {
  const lines = new Map(diff.hunks.flatMap(linesOf).map((line) => [idOf(line), line]))
  return seen.every((line) => {
    const found = lines.get(idOf(line))
    return found?.kind === line.kind && found.text === line.text && found.last === line.last
  })
}

export type Listed = {
  files: readonly ChangedFile[]
  total: number
  state: BranchState | undefined
}

/** The list without the files of these paths, of which nothing is left to `act` on. */
export function listAfter<T extends Listed>(
  list: T,
  gone: ReadonlySet<string>,
  act: Staging | null,
): T {
  const out = list.files.filter(({ path }) => gone.has(path))
  if (out.length === 0 || act === null) return list
  const files = list.files.filter(({ path }) => !gone.has(path))
  return {
    ...list,
    files,
    total: list.total - out.length,
    state: list.state && stateAfter(list.state, out, act),
  }
}

function stateAfter(state: BranchState, out: readonly ChangedFile[], act: Staging): BranchState {
  const other = out.filter(({ staged }) => staged === (act === 'stage' ? 'none' : 'all')).length
  return act === 'stage'
    ? { ...state, unstaged: state.unstaged - out.length, staged: state.staged + other }
    : { ...state, staged: state.staged - out.length, unstaged: state.unstaged + other }
}
