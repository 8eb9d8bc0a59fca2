import { expect, it } from 'vitest'
import { progressLines } from './progress-lines.ts'

it('tells the last that is known of each piece, and keeps no line without an end', () => {
  const told: string[] = []
  const lengths: number[] = []
  const take = progressLines(
    (line) => {
      lengths.push(line.length)
      return line.startsWith('ok') ? line : null
    },
    (known) => told.push(known),
  )
  take('ok 1\rok')
  take(' 2\rok 3\n')
  for (let piece = 0; piece < 100; piece += 1) take('x'.repeat(1_000))
  take('\rok 4\r')
  expect(told).toEqual(['ok 1', 'ok 3', 'ok 4'])
  expect(Math.max(...lengths)).toBeLessThan(3_000)
})
