import { expect, it } from 'vitest'
import { phrasesOf, snippetOf } from './words.ts'

it.each([
  ['', [], false],
  ['fix log', ['fix', 'log'], true],
  ['fix log ', ['fix', 'log'], false],
  ['"cut the stream" of', ['cut the stream', 'of'], true],
  ['say "half a', ['say', 'half a'], false],
  ['-> :: src/auth.ts', ['src/auth.ts'], true],
  ['日本', ['日本'], true],
])('takes apart %j', (typed, words, open) => {
  expect(phrasesOf(typed)).toEqual({ words, open })
})

const shown = (text: string, typed: string) =>
  snippetOf(text, phrasesOf(typed))
    .map(({ text: part, found }) => (found ? `[${part}]` : part))
    .join('')

it.each([
  ['Fix the login', 'log', 'Fix the [log]in'],
  ['Catalog of logs', 'log', 'Catalog of [log]s'],
  ['El niño vio AQUÍ', 'nino aqui', 'El [niño] vio [AQUÍ]'],
  ['cut  the\n stream', '"the stream"', 'cut [the stream]'],
  ['a+b (c)', 'c', 'a+b ([c])'],
  ['no such word', 'other', 'no such word'],
  ['İstanbul is large', 'large', 'İstanbul is [large]'],
])('shows in %j what %j finds', (text, typed, expected) => {
  expect(shown(text, typed)).toBe(expected)
})

it('shows a piece around the first place', () => {
  const far = `${'before '.repeat(100)}needle ${'behind '.repeat(100)}`
  const piece = shown(far, 'needle')
  expect(piece).toMatch(/^…before .*\[needle\] behind .*…$/)
  expect(piece.length).toBeLessThan(260)
})

it('finds the place in a long text without comparing all of it letter by letter', () => {
  const long = `${'lorem ipsum '.repeat(20_000)}a NEEDLE here${' dolor sit'.repeat(20_000)}`
  expect(shown(long, 'needle')).toContain('a [NEEDLE] here')
  expect(shown(long, 'needle').startsWith('…')).toBe(true)
  expect(shown(long, 'absent')).toMatch(/^lorem ipsum .*…$/)
})

it('takes a NUL for a space', () => {
  expect(phrasesOf('a\0b')).toEqual({ words: ['a', 'b'], open: true })
})
