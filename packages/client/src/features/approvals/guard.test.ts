// Presses that come too early after the buttons came, moved or changed are ignored.
import { expect, it } from 'vitest'
import { guardMs, newGuard } from './guard.ts'

it('ignores a press before anything was seen, and an early one after', () => {
  const guard = newGuard()
  expect(guard.lets(10_000)).toBe(false)
  guard.see('0 100', 1000)
  expect(guard.lets(1000)).toBe(false)
  expect(guard.lets(1000 + guardMs - 1)).toBe(false)
  expect(guard.lets(1000 + guardMs)).toBe(true)
})

it('counts anew when it moved or is about something else, and only then', () => {
  const guard = newGuard()
  guard.see('a 0 100', 0)
  guard.see('a 0 100', 900)
  expect(guard.lets(1000)).toBe(true)
  guard.see('a 0 124', 1000)
  expect(guard.lets(1100)).toBe(false)
  expect(guard.lets(1400)).toBe(true)
  guard.see('b 0 124', 2000)
  expect(guard.lets(2399)).toBe(false)
  expect(guard.lets(2400)).toBe(true)
})
