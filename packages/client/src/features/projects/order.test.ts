import { expect, it } from 'vitest'
import { droppedAt, rearranged } from './order.ts'

const ids = ['a', 'b', 'c', 'd']

it.each([
  ['a', 1, 'b a c d'],
  ['d', 2, 'a b d c'],
  ['d', -3, 'd a b c'],
  ['a', 99, 'b c d a'],
])('moves %s to %d', (id, at, expected) => {
  expect(rearranged(ids, id, at)?.join(' ')).toBe(expected)
})

it.each([
  ['a', -1],
  ['a', 0],
  ['d', 4],
  ['x', 1],
])('changes nothing with %s at %d', (id, at) => {
  expect(rearranged(ids, id, at)).toBeNull()
})

it.each([
  ['a', 'c', true, 'b c a d'],
  ['a', 'c', false, 'b a c d'],
  ['d', 'a', false, 'd a b c'],
  ['d', 'a', true, 'a d b c'],
])('drops %s on %s', (id, target, after, expected) => {
  expect(rearranged(ids, id, droppedAt(ids, id, target, after))?.join(' ')).toBe(expected)
})
