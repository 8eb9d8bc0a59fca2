// Whether what a comment is about is as it was: lines that stand there, and lines that were taken out.
import { describe, expect, it } from 'vitest'
import type { FileDiff } from '@a-parallel/shared'
import type { Comment } from './comment.ts'
import { holds, isOut } from './standing.ts'

const comment = (side: Comment['side'], ...quote: string[]): Comment => ({
  id: 'c',
  path: 'a.ts',
  was: null,
  scope: 'unstaged',
  side,
  from: 1,
  to: 1,
  quote,
  gaps: [],
  around: null,
  text: 'Why?',
  sent: null,
  late: false,
  settled: false,
})
const since = (...lines: string[]) =>
  ({
    hunks:
      lines.length > 0
        ? [{ oldStart: 1, oldLines: 0, newStart: 1, newLines: 0, heading: '', lines }]
        : [],
    large: null,
  }) as unknown as FileDiff // Its lines are all that is looked at.

describe('lines that stand there', () => {
  const two = comment('new', '-before', '+a', ' b')
  it.each([
    [['x', 'a', 'b', 'c'], true],
    [['a', 'x', 'b'], false],
    [['before'], false],
    [[], false],
  ])('%j: %s', (lines, held) => expect(holds(two, lines)).toBe(held))
})

const source = `
function first() {
  if (one) {
    return null
  }
  return one
}

function second() {
  if (two) {
    return null
  }
  return two
}

const table = [
  { name: 'a',
    kind: 'small',
    size: 1 },
  { name: 'b',
    kind: 'small',
    size: 1 },
  { name: 'c',
    kind: 'small',
    size: 1 },
]`.split('\n')

/** A comment on one of the lines above: 0, 1, 2 … */
const onLine = (at: number): Comment => ({
  ...comment('new', ` ${source[at]}`),
  around: { before: source.slice(Math.max(0, at - 3), at), after: source.slice(at + 1, at + 4) },
})
/** The lines above with some of them in the place of others. */
const changed = (at: number, gone: number, ...lines: string[]) =>
  source.toSpliced(at, gone, ...lines)
const many = (count: number) => Array.from({ length: count }, (_, n) => `import { m${n} } from 'm'`)

describe('lines whose words stand in several places', () => {
  it.each(
    [3, 4, 6, 7, 10, 11, 13, 17, 20, 23].map((at) => [at, JSON.stringify(source[at])] as const),
  )('line %i, %s', (at) => {
    const own = onLine(at)
    const holdsIn = (lines: string[]) => holds(own, lines)
    expect(holdsIn(source)).toBe(true)
    // Something came above it: far away, near, or right there.
    expect(holdsIn(changed(0, 0, ...many(100)))).toBe(true)
    expect(holdsIn(changed(at - 1, 0, ...many(5)))).toBe(true)
    expect(holdsIn(changed(at, 0, ...many(1)))).toBe(true)
    expect(holdsIn(changed(at, 0, ...many(60)))).toBe(true)
    expect(holdsIn(changed(at + 1, 0, ...many(60)))).toBe(true)
    // A neighbour is another one, or gone.
    expect(holdsIn(changed(at - 1, 1, 'other()'))).toBe(true)
    expect(holdsIn(changed(at + 1, 1, 'other()'))).toBe(true)
    expect(holdsIn(changed(at - 1, 1))).toBe(true)
    // The line itself is.
    expect(holdsIn(changed(at, 1, 'other()'))).toBe(false)
    expect(holdsIn(changed(at, 1, ...many(12)))).toBe(false)
    expect(holdsIn(changed(at, 1))).toBe(false)
    // All that stood around it is gone with it.
    expect(holdsIn(changed(at - 3, 7, ...many(7)))).toBe(false)
  })
})

describe('lines of two hunks', () => {
  /** On the lines 3 to 5 and 15 to 17 of those above. */
  const over: Comment = {
    ...comment(
      'new',
      ...[...source.slice(3, 6), ...source.slice(15, 18)].map((line) => ` ${line}`),
    ),
    gaps: [{ at: 3, lines: 9 }],
    around: { before: source.slice(0, 3), after: source.slice(18, 21) },
  }
  it.each<[string, string[], boolean]>([
    ['as they were', source, true],
    ['something came above them', changed(0, 0, ...many(40)), true],
    ['something came between them', changed(8, 0, ...many(40)), true],
    ['what stood between them is another thing', changed(8, 5, ...many(2)), true],
    ['one of the first is gone', changed(4, 1), false],
    ['one of the last is gone', changed(16, 1), false],
    ['something came among the last', changed(16, 0, 'other()'), false],
    ['the last stand above the first', [...source.slice(15), ...source.slice(0, 8)], false],
  ])('%s', (_, lines, held) => {
    expect(holds(over, lines)).toBe(held)
    expect(holds({ ...over, around: null }, lines)).toBe(held)
  })
})

describe('lines that were taken out', () => {
  const gone = comment('old', '-a', '-b')
  const back = ['a', 'b']
  it.each([
    ['they stand nowhere', ['x'], [], true],
    ['they stand elsewhere too', back, [since('-a', '-b', ' x', ' a', ' b')], true],
    ['they came back', back, [since(' a', ' b', '+x')], false],
    ['they came back, and nothing else has changed', back, [null], false],
    ['they came back, and the file has another name alone', back, [since()], false],
    [
      'they are out only since one of the states',
      back,
      [null, since('-a', '-b', '+a', '+b')],
      true,
    ],
    ['none of the states had them', back, [since('+a', '+b')], true],
    ['one of them came back', ['a'], [since(' a', '-b')], true],
  ] as const)('%s', (_, lines, changes, out) => expect(isOut(gone, lines, changes)).toBe(out))

  it.each([
    [since('-a', ' x', '-b'), true],
    [since(' a', ' x', '-b'), false],
    [since('-a', ' x', ' b'), false],
  ])('of two hunks', (changes, out) => {
    const two = { ...gone, gaps: [{ at: 1, lines: 1 }] }
    expect(isOut(two, ['a', 'x', 'b'], [changes])).toBe(out)
  })
})
