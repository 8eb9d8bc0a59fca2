// What can be done about a merge that was refused. Pure.
import type { ProblemValue } from '@a-parallel/shared'

export type Way = 'updateByMerge' | 'updateByRebase' | 'merge' | 'squash'

/** The likeliest first; an update by rebase only where it would not be refused as well. None: it was another refusal. */
export function waysOn({ code, values = {} }: Pick<ProblemValue, 'code' | 'values'>): Way[] {
  const byRebase: Way[] = values['rebase'] === 'fits' ? ['updateByRebase'] : []
  switch (code) {
    case 'merge_conflicts':
      return values['how'] === 'rebase'
        ? [...byRebase, 'updateByMerge']
        : ['updateByMerge', ...byRebase]
    case 'rebase_first':
      return byRebase.length > 0 ? byRebase : ['updateByMerge']
    case 'rebase_conflicts':
      return ['merge', 'squash', ...byRebase]
    case 'rebase_loses':
      return ['merge', 'squash']
    default:
      return []
  }
}
