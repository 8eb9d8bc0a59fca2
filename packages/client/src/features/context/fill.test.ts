import { expect, test } from 'vitest'
import type { Context } from '@a-parallel/shared'
import { fillOf, isNearlyFull } from './fill.ts'

const context = (tokens: number, compactAt: number | null): Context => ({
  tokens,
  window: 200,
  measured: {
    turnId: '11111111-1111-4111-8111-111111111111' as NonNullable<Context['measured']>['turnId'], // A UUID.
    tokens,
    window: 200,
    compactAt,
    parts: [],
    at: '2026-01-01T00:00:00.000Z',
  },
})

test.each([
  [50, 0.25],
  [300, 1],
])('%d of 200 fill %d', (tokens, share) => expect(fillOf(context(tokens, null))).toBe(share))

test.each([
  [context(100, 160), false],
  [context(140, 160), true],
  [context(140, null), false],
  [context(180, null), true],
  [{ ...context(180, null), measured: null }, true],
  [null, false],
])('case %#: nearly full is %s', (one, nearly) => expect(isNearlyFull(one)).toBe(nearly))
