// The changes as sections, one a file, of rows that are drawn below one another. Pure; a file’s section is the same object
// as long as nothing about it changed, so that only what changed is drawn again.
import type { ChangedFile, FileDiff, ProblemValue } from '@a-parallel/shared'
import type { Section } from '../../../ui/layout/sections/section.ts'
import {
  idOf,
  linesOf,
  pairsOf,
  type DiffLine,
  type Hunk,
  type LineId,
  type Pair,
} from './lines.ts'
import { notesOf, type Note } from './notes.ts'

type Of = { key: string; path: string }
export type HunkRow = Of & { kind: 'hunk'; diff: FileDiff; index: number }
export type LineRow = Of & { kind: 'line'; hunk: Hunk; line: DiffLine }
export type PairRow = Of & { kind: 'pair'; hunk: Hunk; pair: Pair }
export type Row =
  | HunkRow
  | LineRow
  | PairRow
  | (Of & { kind: 'note'; note: Note })
  | (Of & { kind: 'images'; diff: FileDiff })
  | (Of & { kind: 'waiting'; lines: number })
  | (Of & { kind: 'failed'; problem: ProblemValue })
  | (Of & { kind: 'comment'; id: string })

/** A file’s diff as far as it is known. */
export type Loaded = {
  diff: FileDiff | undefined
  problem: ProblemValue | undefined
}

/** A comment that has its place in a file: behind which line. */
export type Placed = { id: string; behind: LineId }

export type FileState = {
  file: ChangedFile
  loaded: Loaded | undefined
  folded: boolean
  comments: readonly Placed[]
}
export type Look = { split: boolean; ignoreSpace: boolean }
export type FileSection = Section<Row> & { file: ChangedFile; diff: FileDiff | undefined }

/** Gives the sections of the files, and remembers them for the next time. */
export function createSections(): (files: readonly FileState[], look: Look) => FileSection[] {
  let before = new Map<string, { state: FileState; look: Look; section: FileSection }>()
  return (files, look) => {
    const now: typeof before = new Map()
    for (const state of files) {
      const { path } = state.file
      const kept = before.get(path)
      const same = kept && sameState(kept.state, state) && sameLook(kept.look, look)
      now.set(path, same ? kept : { state, look, section: sectionOf(state, look) })
    }
    before = now
    return [...now.values()].map(({ section }) => section)
  }
}

function sameState(a: FileState, b: FileState): boolean {
  if (a.file !== b.file || a.loaded !== b.loaded || a.folded !== b.folded) return false
  const [x, y] = [a.comments, b.comments]
  return (
    x.length === y.length &&
    x.every(({ id, behind }, at) => y[at]?.id === id && y[at].behind === behind)
  )
}

const sameLook = (a: Look, b: Look): boolean =>
  a.split === b.split && a.ignoreSpace === b.ignoreSpace

function sectionOf(state: FileState, look: Look): FileSection {
  const { file, loaded, folded } = state
  const rows = folded ? [] : rowsOf(state, look)
  return { key: file.path, label: file.path, rows, file, diff: loaded?.diff }
}

function rowsOf({ file, loaded, comments }: FileState, { split, ignoreSpace }: Look): Row[] {
  const { path } = file
  const of = (name: string): Of => ({ key: `${path}\0${name}`, path })
  if (!loaded?.diff) {
    if (loaded?.problem) return [{ ...of('failed'), kind: 'failed', problem: loaded.problem }]
    return [{ ...of('waiting'), kind: 'waiting', lines: likelyLines(file) }]
  }
  const { diff } = loaded
  const notes = notesOf(diff, ignoreSpace)
  const rows: Row[] = notes.map((note) => ({ ...of(note.kind), kind: 'note', note }))
  if (file.form === 'image') rows.push({ ...of('images'), kind: 'images', diff })
  const draw = split ? pairRows : lineRows
  for (const [index, hunk] of diff.hunks.entries()) {
    rows.push({ ...of(`hunk ${hunk.oldStart} ${hunk.newStart}`), kind: 'hunk', diff, index })
    for (const row of draw(hunk, of)) {
      rows.push(row)
      const ids = comments.length > 0 ? idsOf(row) : []
      for (const { id, behind } of comments)
        if (ids.includes(behind)) rows.push({ ...of(`comment ${id}`), kind: 'comment', id })
    }
  }
  return rows
}

const lineRows = (hunk: Hunk, of: (name: string) => Of): LineRow[] =>
  linesOf(hunk).map((line) => ({ ...of(idOf(line)), kind: 'line', hunk, line }))

const pairRows = (hunk: Hunk, of: (name: string) => Of): PairRow[] =>
  pairsOf(hunk).map((pair) => ({ ...of(nameOf(pair)), kind: 'pair', hunk, pair }))

function nameOf({ before, after }: Pair): string {
  const line = after ?? before
  return line ? idOf(line) : ''
}

/** The lines that a row shows. */
export function idsOf(row: Row): LineId[] {
  if (row.kind === 'line') return [idOf(row.line)]
  if (row.kind !== 'pair') return []
  const { before, after } = row.pair
  return [...new Set([before, after].flatMap((line) => (line ? [idOf(line)] : [])))]
}

/** How long a change is likely to be, with three lines around it: what keeps the place of what is not there yet. */
function likelyLines({ added, removed }: ChangedFile): number {
  return Math.min(3000, (added ?? 0) + (removed ?? 0) + 8)
}
