import { expect, it } from 'vitest'
import { shownText } from '../model/lines.ts'
import { textLines } from './whole-text.ts'

const shown = (text: string) =>
  textLines(text).map(({ hunk, line, number }) => [
    number,
    shownText(hunk, line),
    ...(line.last ? ['last'] : []),
  ])

it.each([
  ['', []],
  ['\n', [[1, '']]],
  ['a', [[1, 'a', 'last']]],
  [
    'a\n\nb\n',
    [
      [1, 'a'],
      [2, ''],
      [3, 'b'],
    ],
  ],
  [
    'a\r\nb\r\n',
    [
      [1, 'a'],
      [2, 'b'],
    ],
  ],
  [
    'a\r\nb\n',
    [
      [1, 'a\r'],
      [2, 'b'],
    ],
  ],
  [
    '-a\n+b\n\\c\n',
    [
      [1, '-a'],
      [2, '+b'],
      [3, '\\c'],
    ],
  ],
])('%j', (text, lines) => expect(shown(text)).toEqual(lines))

it('is coloured in parts where it is long, and numbered through', () => {
  const lines = textLines('x\n'.repeat(4_500))
  expect(lines.map(({ number }) => number)).toEqual(Array.from({ length: 4_500 }, (_, n) => n + 1))
  expect(new Set(lines.map(({ hunk }) => hunk)).size).toBe(3)
  expect(new Set(textLines(`${'y'.repeat(60_000)}\n`.repeat(3)).map(({ hunk }) => hunk)).size).toBe(
    3,
  )
})
