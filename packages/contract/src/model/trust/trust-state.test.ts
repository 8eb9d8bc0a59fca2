import { expect, it } from 'vitest'
import type { Brought } from '../../nouns/trust/trust.ts'
import { freshOf, mayRun, trustState } from './trust-state.ts'

const brought = (...digests: string[]): Brought[] =>
  digests.map((digest) => ({ kind: 'git-hook', file: 'f', key: 'k', text: '', digest }))

it.each([
  [brought(), null, 'nothing', true],
  [brought('a'), null, 'restricted', false],
  [brought('a', 'b'), ['a', 'b'], 'trusted', true],
  // What is gone asks for nothing.
  [brought('a'), ['a', 'b'], 'trusted', true],
  [brought(), ['a'], 'trusted', true],
  [brought('a', 'c'), ['a', 'b'], 'drifted', false],
  [brought('a'), [], 'drifted', false],
] as const)('%j of which %j was trusted: %s', (found, trusted, state, runs) => {
  const known = trusted === null ? null : new Set<string>(trusted)
  expect(trustState(found, known)).toBe(state)
  expect(mayRun(state)).toBe(runs)
  expect(freshOf(found, known).length > 0).toBe(state === 'drifted')
})
