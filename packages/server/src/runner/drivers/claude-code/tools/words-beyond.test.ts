import { expect, it } from 'vitest'
import { output } from './text.ts'
import { wordsBeyond } from './words-beyond.ts'

it('tells each word once that the other text does not hold', () => {
  expect(wordsBeyond('One two, two: THREE_four. Niño 42', 'two Four')).toBe('one three niño 42')
  expect(wordsBeyond('one two', 'Two, one!')).toBe('')
})

it('tells no word that is data, and so many as have room', () => {
  expect(wordsBeyond(`a ${'x'.repeat(65)} b`, '')).toBe('a b')
  const many = Array.from({ length: 9_000 }, (_, at) => `w${at}`)
  const told = wordsBeyond(many.join(' '), '')
  expect(told.length).toBeLessThanOrEqual(16 * 1024)
  expect(many.slice(0, 2_000).every((word, at) => told.split(' ')[at] === word)).toBe(true)
})

it('keeps the words of what an output leaves out, and nothing where nothing new was said there', () => {
  const line = 'ok it works\n'
  const half = line.repeat(5_000)
  const { text, omittedBytes, omittedWords } = output(`${half}the Quetzalcoatlus flies\n${half}`)
  expect(text).not.toContain('Quetzalcoatlus')
  expect(omittedBytes).toBeGreaterThan(50_000)
  expect(omittedWords).toBe('the quetzalcoatlus flies')
  expect('omittedWords' in output(half + half)).toBe(false)
})

it('keeps a word whole that stands on the border of what is kept, and no part of any', () => {
  const { text, omittedWords } = output(
    `${'a '.repeat(24 * 1024 - 3)}onborder ${'b '.repeat(60_000)}`,
  )
  expect([text.includes('onborder'), omittedWords]).toEqual([false, 'onborder'])
  expect(output('f00'.repeat(400_000))).not.toHaveProperty('omittedWords')
})

it('looks through a mebibyte of it, and cuts no character there', () => {
  const { omittedWords = '' } = output(`${'😀'.repeat(400_000)} late ${'😀'.repeat(400_000)}`)
  expect(omittedWords).toBe('')
  expect(output(`${'é '.repeat(300_000)} late ${'é '.repeat(300_000)}`).omittedWords).toBe('late')
})
