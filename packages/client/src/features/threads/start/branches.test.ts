import type { Branch } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { matchingBranches } from './branches.ts'

const branch = (name: string, rest: Partial<Branch> = {}): Branch => ({
  name,
  kind: 'local',
  current: false,
  isDefault: false,
  committedAt: null,
  ...rest,
})

it('puts the default first, then what is checked out, local before remote, newest first', () => {
  const all = [
    branch('origin/x', { kind: 'remote', committedAt: '9' }),
    branch('old', { committedAt: '1' }),
    branch('new', { committedAt: '2' }),
    branch('here', { current: true }),
    branch('main', { isDefault: true }),
  ]
  expect(matchingBranches(all, '').shown.map(({ name }) => name)).toEqual([
    'main',
    'here',
    'new',
    'old',
    'origin/x',
  ])
})

it('wants every word of the search, and counts what it leaves out', () => {
  const all = Array.from({ length: 40 }, (_, index) => branch(`feature/login-${index}`))
  expect(matchingBranches(all, 'LOGIN feature').more).toBe(10)
  expect(matchingBranches(all, 'login-39').shown).toHaveLength(1)
})
