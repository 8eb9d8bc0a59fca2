// Which sentence tells of which notice.
import { expect, it } from 'vitest'
import en from '../../../words/en.json'
import { counts, noticeWords } from './notice-words.ts'

const format = {
  clock: () => '10:02',
  moment: () => 'Monday 10:02',
  compact: (value: number) => `${value / 1000}K`,
  duration: (ms: number) => `${ms / 1000}s`,
  span: (ms: number) => `${ms / 60_000} min`,
}
const now = Date.parse('2026-01-01T10:00:00.000Z')

it('tells a retry with its status, attempt and delay', () => {
  const values = { attempt: 2, maxRetries: 10, delayMs: 4000, status: 529 }
  expect(noticeWords({ code: 'api-retry', values }, format)).toEqual({
    key: 'apiRetryStatus',
    values: { status: 529, attempt: 2, most: 10, delay: '4s' },
  })
  expect(noticeWords({ code: 'api-retry', values: { attempt: 1 } }, format).key).toBe('apiRetry')
})

it('counts down to the next attempt, and tells afterwards how long it was waited for', () => {
  const values = { attempt: 2, maxRetries: 10, delayMs: 4000, nextAt: now + 4000 }
  const delayAt = (at: number) => noticeWords({ code: 'api-retry', values }, format, at).values
  expect(delayAt(now + 1500)).toMatchObject({ delay: '3s' })
  expect(delayAt(now + 5000)).toMatchObject({ delay: '4s' })
  expect(delayAt(Number.POSITIVE_INFINITY)).toMatchObject({ delay: '4s' })
  expect(counts({ code: 'api-retry', values }, now)).toBe(true)
  expect(counts({ code: 'api-retry', values }, now + 4000)).toBe(false)
})

it('tells when a limit resets, with the day when that is far', () => {
  const soon = { status: 'rejected', resetsAt: now / 1000 + 3600 }
  const far = { status: 'allowed_warning', resetsAt: now / 1000 + 3 * 86_400 }
  expect(noticeWords({ code: 'rate-limit', values: soon }, format, now)).toEqual({
    key: 'rateLimitedFor',
    values: { time: '10:02', left: '60 min' },
  })
  expect(noticeWords({ code: 'rate-limit', values: soon }, format, now + 3_590_000)).toEqual({
    key: 'rateLimitedFor',
    values: { time: '10:02', left: '10s' },
  })
  expect(noticeWords({ code: 'rate-limit', values: soon }, format, now + 3_600_000)).toEqual({
    key: 'rateLimitedUntil',
    values: { time: '10:02' },
  })
  expect(counts({ code: 'rate-limit', values: soon }, now)).toBe(true)
  expect(counts({ code: 'rate-limit', values: soon }, now + 3_600_000)).toBe(false)
  expect(counts({ code: 'api-retry', values: soon }, now)).toBe(false)
  expect(noticeWords({ code: 'rate-limit', values: far }, format, now)).toEqual({
    key: 'rateLimitNearFor',
    values: { time: 'Monday 10:02', left: '4320 min' },
  })
  expect(noticeWords({ code: 'rate-limit', values: {} }, format, now).key).toBe('rateLimitNear')
})

it('tells tokens before and after where they are known', () => {
  const values = { before: 168_000, after: 24_000 }
  expect(noticeWords({ code: 'compacted', values }, format).values).toEqual({
    before: '168K',
    after: '24K',
  })
  expect(noticeWords({ code: 'compacted', values: {} }, format).key).toBe('compacted')
})

it('has a sentence for every code', () => {
  const codes = [
    'model-fallback',
    'compaction-failed',
    'cleared',
    'agent-error',
    'agent-warning',
    'background-ended',
    'resumed',
    'unreadable-output',
    'oversized-output',
    'command-output',
    'tool-server-away',
  ] as const
  for (const code of codes)
    expect(en.timeline.notice).toHaveProperty(noticeWords({ code, values: {} }, format).key)
})
