import { expect, it } from 'vitest'
import { quietFor } from './quiet.ts'

const night = { from: '22:00', to: '07:00', timeZone: 'Europe/Madrid' }
const noon = { from: '12:00', to: '13:30', timeZone: 'UTC' }
const minute = 60_000

// Madrid is an hour ahead in November.
it.each([
  ['in the evening', night, '2026-11-27T20:59:30Z', 0],
  ['as they begin', night, '2026-11-27T21:00:00Z', 9 * 60 * minute],
  ['behind midnight', night, '2026-11-27T23:30:15Z', 6.5 * 60 * minute - 15_000],
  ['as they end', night, '2026-11-28T06:00:00Z', 0],
  ['within a day', noon, '2026-11-27T13:00:00Z', 30 * minute],
  ['all day', { ...noon, to: '12:00' }, '2026-11-27T11:00:00Z', 60 * minute],
  ['without any', null, '2026-11-27T13:00:00Z', 0],
])('go on %s for so long', (_, quiet, at, ms) => {
  expect(quietFor(quiet, new Date(at))).toBe(ms)
})
