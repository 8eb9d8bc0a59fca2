import { expect, it } from 'vitest'
import { steadyOrder } from './steady.ts'

it('follows what is wanted while nobody aims at the list', () => {
  expect(steadyOrder(['a', 'b'], ['c', 'a'], false)).toEqual(['c', 'a'])
})

it('moves and removes nothing while somebody does, and adds at the end', () => {
  expect(steadyOrder(['a', 'b'], ['c', 'b'], true)).toEqual(['a', 'b', 'c'])
  const shown = ['a', 'b']
  expect(steadyOrder(shown, ['b'], true)).toBe(shown)
})
