import { expect, it } from 'vitest'
import { retryDelay } from './backoff.ts'

const tries = [0, 1, 2, 3, 4, 5, 6, 60]

it('tries again within a quarter of a second, then doubles, and never waits longer than 5 s', () => {
  expect(tries.map((count) => retryDelay(count, 0))).toEqual([
    100, 200, 400, 800, 1600, 2500, 2500, 2500,
  ])
  expect(tries.map((count) => retryDelay(count, 0.999_999))).toEqual([
    250, 500, 1000, 2000, 4000, 5000, 5000, 5000,
  ])
})
