// The pure parts of the diff: lines and their partners, hidden characters, segments, picks, the tree, what stays on screen.
import { describe, expect, it } from 'vitest'
import type { ChangedFile, FileDiff, TurnId } from '@a-parallel/shared'
import { cutHidden, turnsAbout } from '../../../ui/text/hidden.ts'
import { idOf, linesOf, pairsOf, partnerOf, shownText, type Hunk } from './lines.ts'
import { notesOf } from './notes.ts'
import { hunkLines, picksOf, selectedLines } from './picks.ts'
import { actsOf, readScope, scopeText } from './scope.ts'
import { seenAfterAct, seenIn, seenOf } from './seen.ts'
import { changedRanges, segmentsOf } from './segments.ts'
import { drifted, driftedWithin, kept, leftOf, reachOf } from './shown.ts'
import { filtered, inOrder, treeRows } from './tree.ts'

const hunkOf = (lines: string[], oldStart = 10, newStart = 10): Hunk => ({
  oldStart,
  oldLines: lines.filter((line) => !line.startsWith('+')).length,
  newStart,
  newLines: lines.filter((line) => !line.startsWith('-')).length,
  heading: '',
  lines,
})

const fileOf = (path: string, more: Partial<ChangedFile> = {}): ChangedFile => ({
  path,
  from: null,
  kind: 'modified',
  form: 'text',
  modes: { before: '100644', after: '100644' },
  added: 1,
  removed: 1,
  staged: 'none',
  version: '1',
  ...more,
})

const diffOf = (hunks: Hunk[], more: Partial<FileDiff> = {}): FileDiff => ({
  file: fileOf('a.ts'),
  before: { oid: null, bytes: 1 },
  after: { oid: null, bytes: 1 },
  hunks,
  large: null,
  target: null,
  ...more,
})

describe('lines', () => {
  const hunk = hunkOf([' a', '-b', '-c', '+B', '+C', ' d', '-e', '\\ No newline', '+f', '+g'])

  it('numbers both sides and notes where a file ends', () => {
    expect(linesOf(hunk).map(idOf)).toEqual([
      'n10', 'o11', 'o12', 'n11', 'n12', 'n13', 'o14', 'n14', 'n15',
    ]) // prettier-ignore
    expect(
      linesOf(hunk)
        .filter(({ last }) => last)
        .map(({ text }) => text),
    ).toEqual(['e'])
    expect(linesOf(hunk)).toBe(linesOf(hunk))
  })

  it('sets what went beside what came', () => {
    const sides = pairsOf(hunk).map(({ before, after }) => [before?.text, after?.text])
    expect(sides).toEqual([
      ['a', 'a'], ['b', 'B'], ['c', 'C'], ['d', 'd'], ['e', 'f'], [undefined, 'g'],
    ]) // prettier-ignore
  })

  it('calls lines partners only where as many went as came', () => {
    const [, b, , B, , , e] = linesOf(hunk)
    expect(b && partnerOf(hunk, b)).toBe(B)
    expect(e && partnerOf(hunk, e)).toBeUndefined()
  })

  it('shows a CR only where it tells something', () => {
    const all = hunkOf(['-a\r', '+b\r'])
    expect(linesOf(all).map((line) => shownText(all, line))).toEqual(['a', 'b'])
    const some = hunkOf(['-a', '+a\r'])
    expect(linesOf(some).map((line) => shownText(some, line))).toEqual(['a', 'a\r'])
  })
})

describe('hidden characters', () => {
  it.each([
    ['plain', 'a\tb', [null]],
    ['right-to-left override', 'a\u202Eb', [null, 'U+202E', null]],
    ['zero-width space', 'a\u200Bb', [null, 'U+200B', null]],
    ['byte order mark', '\uFEFFa', ['U+FEFF', null]],
    ['carriage return', 'a\r', [null, 'CR']],
    ['tag', 'a\u{E0041}', [null, 'U+E0041']],
    ['escape', '\u001B[2J', ['U+001B', null]],
    ['joiner in an emoji', '\u{1F469}\u200D\u{1F4BB}', [null]],
    ['joiner between letters', 'a\u200Db', [null, 'U+200D', null]],
    ['nothing', '', [null]],
  ])('%s', (_name, text, signs) => {
    const pieces = cutHidden(text)
    expect(pieces.map(({ sign }) => sign)).toEqual(signs)
    expect(pieces.map((piece) => piece.text).join('')).toBe(text)
  })

  it('tells those that turn the reading direction', () => {
    expect(turnsAbout('if (a\u2066b)')).toBe(true)
    expect(turnsAbout('a\u200Bb')).toBe(false)
  })
})

describe('segments', () => {
  it('marks the words that changed', () => {
    const [before, after] = changedRanges('if (!s) go()', 'if (!s && !c) go()')
    expect(before).toEqual([])
    expect(after).toEqual([[6, 12]])
  })

  it('marks nothing where two lines have little in common', () => {
    expect(changedRanges('alpha beta', 'gamma(1)')).toEqual([[], []])
  })

  it('lays colours, changes and hidden characters over one another', () => {
    const colours = [['const', 'red'], [' a\u200Bb', undefined]] as const // prettier-ignore
    expect(segmentsOf('const a\u200Bb', colours, [[3, 7]])).toEqual([
      { text: 'con', colour: 'red', changed: false, sign: null },
      { text: 'st', colour: 'red', changed: true, sign: null },
      { text: ' a', colour: undefined, changed: true, sign: null },
      { text: '\u200B', colour: undefined, changed: false, sign: 'U+200B' },
      { text: 'b', colour: undefined, changed: false, sign: null },
    ])
  })

  it('passes over colours of another text', () => {
    expect(segmentsOf('new', [['old', 'red']], [])).toEqual([
      { text: 'new', colour: undefined, changed: false, sign: null },
    ])
  })
})

describe('picks', () => {
  const diff = diffOf([hunkOf([' a', '-b', '+B', ' c']), hunkOf(['+d', '+e'], 20, 20)])

  it('names a hunk as a whole when all of it is meant', () => {
    expect(picksOf(diff, hunkLines(diff, 0))).toEqual([{ hunk: 0 }])
  })

  it('names lines by their place in the hunk', () => {
    expect(picksOf(diff, new Set(['n11', 'n21']))).toEqual([
      { hunk: 0, lines: [2] },
      { hunk: 1, lines: [1] },
    ])
  })

  it('is nothing where no changed line is meant', () => {
    expect(picksOf(diff, new Set(['n10', 'n12']))).toBeNull()
  })

  it('takes a selection in either direction, over hunks', () => {
    const lines = selectedLines(diff, { path: 'a.ts', anchor: 'n20', head: 'n11' })
    expect(lines.map(({ text }) => text)).toEqual(['B', 'c', 'd'])
    expect(selectedLines(diff, { path: 'a.ts', anchor: 'n99', head: 'n11' })).toEqual([])
  })
})

describe('the list', () => {
  const files = ['README.md', 'src/a/b/one.ts', 'src/a/b/two.ts', 'src/z.ts'].map((path) =>
    fileOf(path),
  )

  it('joins folders that hold nothing else, folders first', () => {
    expect(treeRows(files, new Set()).map(({ kind, name, depth }) => [kind, name, depth])).toEqual([
      ['folder', 'src', 0],
      ['folder', 'a/b', 1],
      ['file', 'one.ts', 2],
      ['file', 'two.ts', 2],
      ['file', 'z.ts', 1],
      ['file', 'README.md', 0],
    ])
  })

  it('leaves out what is in a closed folder, and counts it', () => {
    const rows = treeRows(files, new Set(['src/a/b']))
    expect(rows.map(({ name }) => name)).toEqual(['src', 'a/b', 'z.ts', 'README.md'])
    expect(rows[1]).toMatchObject({ files: 2, open: false })
  })

  it('orders the diff as the list', () => {
    expect(
      inOrder(files, true)
        .map(({ path }) => path)
        .at(-1),
    ).toBe('README.md')
    expect(inOrder(files, false)).toBe(files)
  })

  it('filters by every word', () => {
    expect(filtered(files, 'A/ two').map(({ path }) => path)).toEqual(['src/a/b/two.ts'])
  })
})

describe('what stays on screen', () => {
  const shown = [fileOf('a'), fileOf('b'), fileOf('c')]
  const latest = [fileOf('a', { version: '2' }), fileOf('c', { staged: 'partly' }), fileOf('d')]

  it('tells what is other than shown', () => {
    expect(drifted(shown, latest)).toEqual(['a', 'd', 'b'])
    expect(drifted(shown, shown)).toEqual([])
  })

  it('compares lists that are cut as far as both go', () => {
    const all = ['a', 'b', 'c', 'd'].map((path) => fileOf(path))
    const cut = { files: all.slice(0, 2), total: 4 }
    expect([reachOf(cut), reachOf({ files: all, total: 4 })]).toEqual(['b', null])
    // One is gone, so that the next one has come into the list.
    const shown = { files: cut.files, reach: 'b' }
    expect(driftedWithin(shown, { files: all.slice(1, 3), total: 3 })).toEqual(['a'])
    const first = { files: [fileOf('0'), ...all.slice(0, 1)], total: 5 }
    expect(driftedWithin(shown, first)).toEqual(['0'])
    expect(driftedWithin({ files: all, reach: null }, cut)).toEqual([])
  })

  it('lists what is left of what something was done to at once, by path', () => {
    const left = [fileOf('b', { version: '2' }), fileOf('a0')]
    expect(leftOf(shown, ['b', 'c'], left).map(({ path, version }) => [path, version])).toEqual([
      ['a', '1'],
      ['a0', '1'],
      ['b', '2'],
    ])
  })

  it('takes over only what the person acted on, and marks that change no line', () => {
    const files = kept(shown, latest, new Set(['b']))
    expect(files.map(({ path, version, staged }) => [path, version, staged])).toEqual([
      ['a', '1', 'none'],
      ['c', '1', 'partly'],
    ])
  })
})

it.each([
  [diffOf([], { file: fileOf('b', { from: 'a', kind: 'renamed' }) }), ['renamed']],
  [diffOf([], { file: fileOf('a', { modes: { before: '100644', after: '100755' } }) }), ['mode']],
  [diffOf([], { file: fileOf('a', { form: 'binary' }) }), ['binary']],
  [diffOf([], { file: fileOf('a', { form: 'submodule' }) }), ['submodule']],
  [diffOf([], { large: 'diff' }), ['long']],
  [diffOf([], { large: 'file' }), ['tooLarge']],
  [diffOf([], { file: fileOf('a', { form: 'image' }) }), []],
  [diffOf([]), ['empty']],
  [diffOf([hunkOf(['+a'])], { file: fileOf('a', { kind: 'conflicted' }) }), ['conflicted']],
])('says in words what no line says: %#', (diff, kinds) => {
  expect(notesOf(diff, false).map(({ kind }) => kind)).toEqual(kinds)
})

it('keeps a scope in an address', () => {
  const turnId = '0b9c4b4e-30a5-4d0f-9f60-6d5a35a1a1a1' as TurnId
  for (const between of [
    { scope: 'staged' } as const,
    { scope: 'turn', turnId } as const,
    { scope: 'commit', commit: 'a'.repeat(40) } as const,
  ])
    expect(readScope(scopeText(between))).toEqual(between)
  for (const text of [undefined, 'turn', 'commit:../x', 'nonsense'])
    expect(readScope(text)).toEqual({ scope: 'unstaged' })
  expect(actsOf({ scope: 'branch' })).toBeNull()
})

describe('what was seen of a commit', () => {
  const before = { head: 'h', versions: { staged: 's', all: 'a' } }
  const now = { head: 'H', versions: { staged: 'S', all: 'A' } }

  it.each([
    ['unstaged', { head: 'H', versions: { staged: 's', all: 'A' } }],
    ['branch', { head: 'H', versions: { staged: 's', all: 'A' } }],
    ['staged', { head: 'h', versions: { staged: 'S', all: 'a' } }],
  ] as const)('is what a list of scope %s shows by itself', (scope, seen) => {
    expect(seenOf({ scope }, before, now)).toEqual(seen)
  })

  it('is what was staged by the person, and all of it where nothing else is other', () => {
    expect(seenAfterAct(before, now, false)).toEqual(seenIn(now))
    expect(seenAfterAct(before, now, true)).toEqual({
      head: 'h',
      versions: { staged: 'S', all: 'a' },
    })
  })
})
