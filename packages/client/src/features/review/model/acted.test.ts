// What is shown once something was staged, before the server has told: the diff and the list that it will tell.
import type { BranchState, ChangedFile, FileDiff } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { diffAfter, holds, listAfter } from './acted.ts'
import { idOf, linesOf, type Hunk, type LineId } from './lines.ts'
import { hunkLines } from './picks.ts'

const fileOf = (path: string, staged: ChangedFile['staged'] = 'none'): ChangedFile => ({
  path,
  from: null,
  kind: 'modified',
  form: 'text',
  modes: { before: '100644', after: '100644' },
  added: 1,
  removed: 1,
  staged,
  version: '1',
})

const hunkOf = (oldStart: number, newStart: number, ...lines: string[]): Hunk => ({
  oldStart,
  oldLines: lines.filter((line) => !/^[+\\]/.test(line)).length,
  newStart,
  newLines: lines.filter((line) => !/^[-\\]/.test(line)).length,
  heading: '',
  lines,
})

const diffOf = (...hunks: Hunk[]): FileDiff => ({
  file: fileOf('a.ts'),
  before: null,
  after: null,
  hunks,
  large: null,
  target: null,
})

const first = hunkOf(1, 1, ' a', '-b', '+B', '+BB', ' c')
const second = hunkOf(10, 11, ' x', '-y', '+Y', ' z')
const diff = diffOf(first, second)
const ids = (...some: LineId[]) => new Set(some)

it('leaves out a hunk, and numbers those behind it as git will', () => {
  const staged = diffAfter(diff, hunkLines(diff, 0), 'stage')
  expect(staged.hunks).toEqual([{ ...second, oldStart: 11 }])
  const unstaged = diffAfter(diff, hunkLines(diff, 0), 'unstage')
  expect(unstaged.hunks).toEqual([{ ...second, newStart: 10 }])
  expect(diffAfter(staged, hunkLines(staged, 0), 'stage').hunks).toEqual([])
})

it('shows lines that are staged on both sides, and those that are unstaged on neither', () => {
  const staged = diffAfter(diff, ids('n3', 'o11'), 'stage')
  expect(staged.hunks.map(({ lines }) => lines)).toEqual([
    [' a', '-b', '+B', ' BB', ' c'],
    [' x', '+Y', ' z'],
  ])
  expect(staged.hunks[0]).toMatchObject({ oldLines: 4, newLines: 4 })
  expect(staged.hunks[1]).toMatchObject({ oldStart: 11, oldLines: 2, newStart: 11, newLines: 3 })
  const unstaged = diffAfter(diff, ids('n3', 'o11'), 'unstage')
  expect(unstaged.hunks.map(({ lines }) => lines)).toEqual([
    [' a', '-b', '+B', ' c'],
    [' x', ' y', '+Y', ' z'],
  ])
})

it('begins a side that had no lines at its first one, and one that has none before it', () => {
  const fresh = diffOf(hunkOf(0, 1, '+a', '+b', '\\ No newline at end of file'))
  expect(diffAfter(fresh, ids('n1'), 'stage').hunks).toEqual([
    hunkOf(1, 1, ' a', '+b', '\\ No newline at end of file'),
  ])
  const gone = diffOf(hunkOf(1, 1, '-a', '+b'))
  expect(diffAfter(gone, ids('o1'), 'stage').hunks).toEqual([hunkOf(0, 1, '+b')])
})

it('holds lines only where they are numbered and worded as they were seen', () => {
  const seen = linesOf(second).filter(({ kind }) => kind !== 'same')
  expect(holds(diff, seen)).toBe(true)
  expect(holds(diffOf(first, hunkOf(10, 11, ' x', '-y', '+Z', ' z')), seen)).toBe(false)
  expect(holds(diffOf(first, hunkOf(11, 11, ' x', '-y', '+Y', ' z')), seen)).toBe(false)
  expect(seen.map(idOf)).toEqual(['o11', 'n12'])
})

it('counts the files that went to the other side', () => {
  const state = { staged: 2, unstaged: 3 } as BranchState // Nothing else of it is read.
  const files = [fileOf('a'), fileOf('b', 'partly'), fileOf('c')]
  const list = { files, total: 10_003, state }
  const gone = new Set(['a', 'b', 'elsewhere'])
  expect(listAfter(list, gone, 'stage')).toEqual({
    files: [files[2]],
    total: 10_001,
    state: { staged: 3, unstaged: 1 },
  })
  const staged = { ...list, files: [fileOf('a', 'all'), fileOf('b', 'partly')] }
  expect(listAfter(staged, gone, 'unstage').state).toEqual({ staged: 0, unstaged: 4 })
  expect(listAfter(list, new Set(), 'stage')).toBe(list)
})
