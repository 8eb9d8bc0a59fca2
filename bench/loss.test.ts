import { expect, test } from 'vitest'
import { together, type Findings } from './rig/figure.ts'
import { exitCodeOf, lossOf, lossOfNamed, lossOfText } from './loss.ts'
import { printTable } from './rig/report.ts'

test.each([
  [100, 100, 0],
  [100, 99, 1],
  [100, 102, 2],
  [0, 0, 0],
  [100, Number.NaN, 1],
])('of %d there came %d: %d lost', (expected, arrived, lost) =>
  expect(lossOf(expected, arrived)).toBe(lost),
)

test.each([
  [3, ['a', 'b', 'c'], 0],
  [3, ['a', 'b'], 1],
  [3, ['a', 'b', 'b'], 2],
  [3, ['a', 'b', 'c', 'c'], 1],
  [3, [], 3],
])('of %d there came %j: %d lost', (expected, names, lost) =>
  expect(lossOfNamed(expected, names)).toBe(lost),
)

test.each([
  ['aabbcc', 'aabbcc', 0],
  ['aabbcc', 'aabb', 1],
  ['aabbcc', 'aaXbcc', 1],
  ['aabbcc', 'aabbccdd', 1],
  ['aabbcc', 'bbcc', 3],
  ['aabbcc', '', 3],
])('%j as %j: %d pieces of two lost', (sent, got, lost) =>
  expect(lossOfText(sent, got, 2)).toBe(lost),
)

const part = (lost: number): Findings => ({ figures: [], lost, remarks: [] })

test.each([
  ['nothing', [0, 0], 0, 'Nothing was lost.'],
  ['something', [0, 3], 1, '3 LOST.'],
  ['something doubled', [-2, 0], 1, '2 LOST.'],
  ['as much doubled as missing', [-2, 2], 1, '4 LOST.'],
  ['what cannot be counted', [0, Number.NaN], 1, '1 LOST.'],
  ['no part at all', [], 0, 'Nothing was lost.'],
])('%s: the whole ends with %j → %d', (_, losses, code, last) => {
  const findings = together(losses.map(part))
  expect(exitCodeOf(findings)).toBe(code)
  const lines: string[] = []
  printTable(findings, (line) => lines.push(line))
  expect(lines.at(-1)?.trim()).toBe(last)
})

test('a missed aim alone fails nothing', () => {
  const slow: Findings = {
    ...part(0),
    figures: [
      { name: 'slow', unit: 'ms', ours: 9, limitOf: null, limit: null, aim: { most: 1 }, note: '' },
    ],
  }
  expect(exitCodeOf(together([slow]))).toBe(0)
})
