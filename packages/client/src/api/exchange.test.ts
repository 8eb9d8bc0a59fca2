import { expect, it } from 'vitest'
import { codeIn } from './exchange.ts'

it('finds the code in a link, a fragment or by itself', () => {
  expect(codeIn(' http://localhost:3001/#code=abc-DEF_1 ')).toBe('abc-DEF_1')
  expect(codeIn('#x=1&code=abc%2D1')).toBe('abc-1')
  expect(codeIn('abcdefgh-123')).toBe('abcdefgh-123')
})

it('finds none in anything else', () => {
  expect(['', 'http://localhost:3001/', 'two words here'].map(codeIn)).toEqual([null, null, null])
})
