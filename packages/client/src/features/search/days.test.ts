import { afterEach, beforeEach, expect, it } from 'vitest'
import { endOfDay, startOfDay } from './days.ts'

let zone: string | undefined
beforeEach(() => {
  zone = process.env['TZ']
})
afterEach(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

it.each([
  // Its clock goes from midnight to one: the day has no midnight, and 23 hours.
  ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z', '2026-04-24T21:00:00.000Z'],
  ['Africa/Cairo', '2026-04-23', '2026-04-22T22:00:00.000Z', '2026-04-23T22:00:00.000Z'],
  ['Asia/Beirut', '2026-03-29', '2026-03-28T22:00:00.000Z', '2026-03-29T21:00:00.000Z'],
  ['Europe/Madrid', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['UTC', '2026-12-31', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
])('in %s %s goes from %s to %s', (timeZone, day, start, end) => {
  process.env['TZ'] = timeZone
  expect([startOfDay(day), endOfDay(day)]).toEqual([start, end])
})
