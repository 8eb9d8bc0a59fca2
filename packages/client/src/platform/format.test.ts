// The formatters at their borders, in more than one language.
import { expect, it } from 'vitest'
import {
  formatAge,
  formatBytes,
  formatCompact,
  formatDollars,
  formatDuration,
  formatNumber,
} from './format.ts'

it('writes durations from tenths of a second to hours', () => {
  expect(formatDuration(420, 'en')).toBe('0.4s')
  expect(formatDuration(9949, 'en')).toBe('9.9s')
  expect(formatDuration(9960, 'en')).toBe('10s')
  expect(formatDuration(59_600, 'en')).toBe('1m 0s')
  expect(formatDuration(130_000, 'en')).toBe('2m 10s')
  expect(formatDuration(3_900_000, 'en')).toBe('1h 5m')
  expect(formatDuration(-5, 'en')).toBe('0s')
})

it('writes ages, and never a negative one when clocks disagree', () => {
  const now = Date.UTC(2026, 10, 22, 12)
  expect(formatAge(now - 1000, now, 'en')).toBe('now')
  expect(formatAge(now + 60_000, now, 'en')).toBe('now')
  expect(formatAge(now - 300_000, now, 'en')).toBe('5m')
  expect(formatAge(now - 7_200_000, now, 'en')).toBe('2h')
  expect(formatAge(now - 3 * 86_400_000, now, 'en')).toBe('3d')
  expect(formatAge(now - 40 * 86_400_000, now, 'en')).toBe('Oct 13')
})

it('follows the language for numbers, money and sizes', () => {
  expect(formatNumber(1234567, 'pt')).toBe('1.234.567')
  expect(formatCompact(12_345, 'en')).toBe('12.3K')
  expect(formatDollars(0.042, 'en')).toBe('$0.042')
  expect(formatDollars(4.1, 'en')).toBe('$4.10')
  expect(formatBytes(0, 'en')).toBe('0 bytes')
  expect(formatBytes(1, 'es')).toBe('1 byte')
  expect(formatBytes(1_500_000, 'en')).toBe('1.5 MB')
})
