import type { ThreadId, ThreadSummary } from '@a-parallel/shared'
import { expect, it } from 'vitest'
import { isSelected, noSelection, toggled } from './selection.ts'

const asking = (approvalId: string) =>
  ({ id: 'x' as ThreadId, attention: { kind: 'permission', approvalId, since: '1' } }) as Pick<
    ThreadSummary,
    'id' | 'attention'
  >
const ended = (since: string) =>
  ({ id: 'x' as ThreadId, attention: { kind: 'finished', seq: 1, since } }) as const

it('selects a request, not whatever its thread asks later', () => {
  const selection = toggled(noSelection, asking('ls'))
  expect(isSelected(selection, asking('ls'))).toBe(true)
  expect(isSelected(selection, asking('rm'))).toBe(false)
  expect(isSelected(selection, { id: 'x' as ThreadId, attention: null })).toBe(false)
  expect(isSelected(selection, ended('2'))).toBe(false)
  const again = toggled(selection, asking('rm'))
  expect(isSelected(again, asking('rm'))).toBe(true)
  expect(isSelected(again, asking('ls'))).toBe(false)
  expect(toggled(again, asking('rm'))).toEqual(noSelection)
})

it('selects a result, not a later one', () => {
  const selection = toggled(noSelection, ended('1'))
  expect(isSelected(selection, ended('1'))).toBe(true)
  expect(isSelected(selection, ended('2'))).toBe(false)
})

it('selects nothing that wants nothing', () => {
  expect(toggled(noSelection, { id: 'x' as ThreadId, attention: null })).toEqual(noSelection)
})
