// The end of what was printed, and how much stood before it.
import { expect, it } from 'vitest'
import { endOf, growing, printed } from './printed.ts'

const line = (index: number) => `${index} ${'x'.repeat(95)}`
const lines = (count: number) => Array.from({ length: count }, (_, index) => line(index)).join('\n')

it.each([
  ['nothing', '', { output: '', omitted: 0 }],
  [
    'what is short, without the blank at its end',
    'one\ntwo\n\n',
    { output: 'one\ntwo', omitted: 0 },
  ],
  ['whole lines', lines(100), { output: lines(100).split('\n').slice(70).join('\n'), omitted: 70 }],
  [
    'the end of a line that is too long',
    'x'.repeat(5000),
    { output: 'x'.repeat(3000), omitted: 1 },
  ],
  [
    'a long line behind others',
    `a\nb\n${'x'.repeat(5000)}`,
    { output: 'x'.repeat(3000), omitted: 2 },
  ],
])('tells %s', (_, said, told) => {
  expect(printed(said)).toEqual(told)
})

it('marks the cut within a sentence', () => {
  expect(endOf('short\n')).toBe('short')
  expect(endOf(lines(100)).startsWith('…70 ')).toBe(true)
})

it('tells the end of what grows, and of how many lines it is', () => {
  const grown = growing()
  expect(grown.told()).toEqual({ output: '', omitted: 0 })
  const all = Array.from({ length: 1000 }, (_, index) => `${line(index)}\n`)
  for (const piece of all) grown.add(piece)
  expect(grown.told()).toEqual(printed(all.join('')))
})
