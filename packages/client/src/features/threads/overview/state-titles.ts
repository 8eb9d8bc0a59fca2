// The names of the overview's groups and columns.
import type { OverviewState } from './filter.ts'

export const stateTitles = {
  needs: 'overview.needs',
  failed: 'status.failed',
  stalled: 'overview.stalled',
  running: 'overview.runningGroup',
  ready: 'overview.ready',
  others: 'overview.others',
  archived: 'nav.archived',
} as const satisfies Record<OverviewState, string>

export const stateColours: Partial<Record<OverviewState, string>> = {
  needs: 'text-need',
  failed: 'text-fail',
  stalled: 'text-stall',
  ready: 'text-review',
}
