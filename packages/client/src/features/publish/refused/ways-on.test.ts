import { expect, it } from 'vitest'
import { waysOn } from './ways-on.ts'

it.each([
  ['merge_conflicts', 'rebase', 'fits', ['updateByRebase', 'updateByMerge']],
  ['merge_conflicts', 'rebase', 'loses', ['updateByMerge']],
  ['merge_conflicts', 'merge', 'fits', ['updateByMerge', 'updateByRebase']],
  ['rebase_first', 'rebase', 'fits', ['updateByRebase']],
  ['rebase_first', 'squash', 'loses', ['updateByMerge']],
  ['rebase_conflicts', 'rebase', 'fits', ['merge', 'squash', 'updateByRebase']],
  ['rebase_conflicts', 'rebase', 'loses', ['merge', 'squash']],
  ['rebase_loses', 'rebase', 'loses', ['merge', 'squash']],
  ['head_moved', 'rebase', 'fits', []],
])('from %s of a merge by %s, where a rebase %s, is %j', (code, how, rebase, ways) => {
  expect(waysOn({ code, values: { how, rebase } })).toEqual(ways)
})
