// Streaming must not change the reading: cut piece by piece, the blocks say what the whole text says.
import { expect, it } from 'vitest'
import { noBlocks, splitBlocks } from './blocks.ts'

const samples = [
  '# Title\n\nOne paragraph\nin two lines.\n\n- a\n\n- b\n  - c\n\nafter\n',
  'Text\n\n```ts\nconst a = 1;\n\n\nconst b = 2;\n```\n\nend',
  '| a | b |\n|---|---|\n| 1 | 2 |\n\n> quote\nlazy\n\n1. one\n2. two\n',
  'See [docs][1].\n\n[1]: https://example.org/a\n\nMore [docs][1] and text.\n\nAnd more.\n\nLast.',
]

const words = (text: string) => text.replace(/\s+/g, '')

it.each(samples)('gives the text back whatever the pieces: %j', (sample) => {
  for (const step of [1, 3, 7]) {
    let blocks = noBlocks
    for (let end = step; end < sample.length + step; end += step) {
      blocks = splitBlocks(sample.slice(0, end), blocks)
      expect(words(blocks.raw.join(''))).toBe(words(sample.slice(0, end)))
    }
    expect(blocks.definitions).toBe(splitBlocks(sample).definitions)
  }
})

it('keeps settled blocks as the very same strings, so that they are not drawn again', () => {
  const paragraphs = Array.from({ length: 40 }, (_, n) => `Paragraph ${n}\n\n`).join('')
  const first = splitBlocks(paragraphs)
  const second = splitBlocks(`${paragraphs}tail`, first)
  expect(second.raw.slice(0, 70)).toEqual(first.raw.slice(0, 70))
  expect(second.raw.at(-1)).toBe('tail')
})

it('starts again when the text is another one', () => {
  expect(splitBlocks('other', splitBlocks('one\n\ntwo')).raw).toEqual(['other'])
})
