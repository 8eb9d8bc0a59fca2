// When a pull request is asked for again. Pure.
import type { PullRequest } from '@a-parallel/shared'
import type { Rate } from '../github/api.ts'

/** What one look costs when everything has changed. */
const requestsEach = 7
export const hourMs = 3_600_000
/** Of the hour's requests, how many are left to others. */
const leftToOthers = 500

export interface PaceAsk {
  pullRequest: PullRequest | null
  rate: Rate | null
  /** Milliseconds since 1970. */
  now: number
  /** The shortest pause, in milliseconds: while something is under way. */
  quickestMs: number
}

/** Milliseconds until the next look: quick while something is under way, and never so that the hour's requests run out. */
export function pauseUntilNext({ pullRequest, rate, now, quickestMs }: PaceAsk): number {
  const wanted = isUnderWay(pullRequest) ? quickestMs : quickestMs * 3
  if (!rate || rate.resetAt <= now) return wanted
  const looks = Math.floor((rate.remaining - leftToOthers) / requestsEach)
  // The host's clock may be another: its count begins anew every hour.
  const left = Math.min(rate.resetAt - now, hourMs)
  const affordable = looks < 1 ? left : left / looks
  return Math.max(wanted, affordable)
}

function isUnderWay(pull: PullRequest | null): boolean {
  if (pull === null || pull.state !== 'open') return false
  return (
    pull.mergeability === 'unknown' ||
    pull.checks.some(({ state }) => state === 'running' || state === 'waiting')
  )
}
