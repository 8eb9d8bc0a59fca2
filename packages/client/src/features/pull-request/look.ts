// How pull requests and checks are drawn. Pure.
import type { Check, PullRequest } from '@a-parallel/shared'
import type { GlyphShape, Tone } from '../../ui/display/status-glyph.tsx'

export interface Look {
  shape: GlyphShape
  tone: Tone
}

export const checkLooks: Record<Check['state'], Look> = {
  waiting: { shape: 'dashed', tone: 'idle' },
  running: { shape: 'arc', tone: 'run' },
  passed: { shape: 'check', tone: 'review' },
  failed: { shape: 'square-cross', tone: 'fail' },
  skipped: { shape: 'ring', tone: 'idle' },
}

export type Standing = 'draft' | 'closed' | 'merged' | 'failing' | 'running' | 'open'

/** What of a pull request is to be seen at a glance. */
export function standingOf({ state, draft, checks }: PullRequest): Standing {
  if (state !== 'open') return state
  if (checks.some((check) => check.state === 'failed')) return 'failing'
  if (checks.some((check) => check.state === 'running' || check.state === 'waiting'))
    return 'running'
  return draft ? 'draft' : 'open'
}

export const standingLooks: Record<Standing, Look> = {
  draft: { shape: 'dashed', tone: 'idle' },
  closed: { shape: 'stop', tone: 'idle' },
  merged: { shape: 'check', tone: 'merged' },
  failing: { shape: 'square-cross', tone: 'fail' },
  running: { shape: 'arc', tone: 'run' },
  open: { shape: 'disc', tone: 'review' },
}

/** How many checks there are of each state, in the order of their urgency; none of those that there are not. */
export function countChecks(checks: readonly Check[]): { state: Check['state']; count: number }[] {
  const states: Check['state'][] = ['failed', 'running', 'waiting', 'passed', 'skipped']
  return states
    .map((state) => ({ state, count: checks.filter((check) => check.state === state).length }))
    .filter(({ count }) => count > 0)
}
