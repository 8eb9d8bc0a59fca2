import { expect, it } from 'vitest'
import { outcomeOf, pauseAfter } from './outbox.ts'

it.each([
  [1, null, 2_000],
  [2, null, 8_000],
  [4, null, 128_000],
  [5, null, null],
  [1, 30_000, 30_000],
  [3, 1_000, 32_000],
  [1, 3_600_000, null],
])('after %i tries, asked to wait %s, it waits %s', (tries, asked, waits) => {
  expect(pauseAfter(tries, asked)).toBe(waits)
})

it.each([
  [201, 'sent'],
  [204, 'sent'],
  [301, 'refused'],
  [400, 'refused'],
  [403, 'refused'],
  [404, 'gone'],
  [410, 'gone'],
  [413, 'refused'],
  [429, 'unreachable'],
  [503, 'unreachable'],
])('%i means %s', (status, outcome) => {
  expect(outcomeOf(status)).toBe(outcome)
})
