// How far the windows of a subscription are used up: told by the program whenever that changes, and when it is asked.
// Programs that are signed in otherwise tell nothing.
import type { Signal, ToldWindow, WindowState } from '@a-parallel/shared'
import type { z } from 'zod'
import { UsedLimits, UsedShare, type RateLimit } from '../lines.ts'

type Told = Extract<Signal, { type: 'limits-told' }>
type Info = z.infer<typeof RateLimit>['rate_limit_info']

const states: ReadonlyMap<string, WindowState> = new Map([
  ['allowed_warning', 'near'],
  ['rejected', 'reached'],
])
const longestName = 100

/** Of the one window that decides just now. That all is allowed says so of every other one too. */
export function limitsOf(info: Info): Told {
  const { status, rateLimitType, utilization, isUsingOverage } = info
  const state = states.get(status) ?? 'open'
  const window: ToldWindow = {
    name: shortened(rateLimitType),
    model: null,
    used: utilization == null ? (state === 'reached' ? 1 : null) : Math.max(0, utilization),
    resetsAt: instantOf(info.resetsAt == null ? null : info.resetsAt * 1000),
    state,
    extra: isUsingOverage === true,
  }
  const isNothing = state === 'open' && rateLimitType == null
  return { type: 'limits-told', windows: isNothing ? [] : [window], allClear: state === 'open' }
}

/** What the program answers of all windows; nothing where it tells none. */
export function readUsedLimits(body: unknown): Told[] {
  const { rate_limits: told } = UsedLimits.safeParse(body).data ?? {}
  if (!told) return []
  const { model_scoped: scoped, ...others } = told
  const windows = [
    ...Object.entries(others).flatMap(([name, value]) => windowOf(name, null, value)),
    ...(scoped ?? []).flatMap((one) => windowOf('seven_day', one.display_name, one)),
  ]
  return windows.length > 0 ? [{ type: 'limits-told', windows, allClear: false }] : []
}

/** What has no share, or none that is reset, is no window: settings, lists, sums of money. */
function windowOf(name: string, model: string | null, value: unknown): ToldWindow[] {
  const { data } = UsedShare.safeParse(value)
  if (data?.utilization == null || data.resets_at === undefined) return []
  const used = Math.max(0, data.utilization / 100)
  const at = data.resets_at === null ? null : Date.parse(data.resets_at)
  return [
    {
      name: name.slice(0, longestName),
      model: model?.slice(0, longestName) ?? null,
      used,
      resetsAt: instantOf(at),
      state: used >= 1 ? 'reached' : 'open',
      extra: false,
    },
  ]
}

const shortened = (name: string | null | undefined) => name?.slice(0, longestName) || 'limit'

/** No date lies beyond it. */
const latest = 8.64e15

/** @param ms since 1970. */
function instantOf(ms: number | null): string | null {
  if (ms === null || !Number.isFinite(ms) || Math.abs(ms) > latest) return null
  return new Date(ms).toISOString()
}
