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
})
