// What is known of the windows of a subscription's limits: put together from what is told bit by bit, and seen at a
// moment. Pure; times are handed in.
import type { Instant } from '../../nouns/ids.ts'
import type { LimitWindow, ToldWindow } from '../../nouns/usage/limit-window.ts'

/** The same reset is told to the second by one answer, and rounded by another. */
const sameMs = 5 * 60_000

interface Told {
  windows: readonly ToldWindow[]
  /** None of them, told or not, is nearly used up. */
  allClear: boolean
}

/** What is known once this was told. A window that was reset since keeps nothing of what was known of it. */
export function withTold(
  known: readonly LimitWindow[],
  { windows, allClear }: Told,
  now: Instant,
): LimitWindow[] {
  const result = new Map(known.map((one) => [keyOf(one), allClear ? cleared(one) : one]))
  for (const told of windows) {
    const before = result.get(keyOf(told))
    if (before && isOld(before, told, now)) continue
    const same = before !== undefined && isSame(before, told)
    // A mere share does not take back that the vendor has warned.
    const warned = same && before.state === 'near' && told.state === 'open'
    result.set(keyOf(told), {
      ...told,
      used: told.used ?? (same ? before.used : null),
      resetsAt: told.resetsAt ?? (same ? before.resetsAt : null),
      state: warned ? 'near' : told.state,
      toldAt: now,
    })
  }
  return [...result.values()]
}

/** As it stands now: what was told of a window that was reset since holds no more. @param now in ms since 1970. */
export function opened(window: LimitWindow, now: number): LimitWindow {
  const { resetsAt } = window
  if (resetsAt === null || Date.parse(resetsAt) > now) return window
  return { ...window, used: null, resetsAt: null, state: 'open', extra: false }
}

/** Beyond this share a window counts as nearly used up, whether the vendor warns or not. */
const nearly = 0.9

/** The window that is closest to its end, of those that are nearly used up; null: none is. @param now in ms since 1970. */
export function tightest(windows: readonly LimitWindow[], now: number): LimitWindow | null {
  const tight = windows
    .map((one) => opened(one, now))
    .filter(({ state, used }) => state !== 'open' || (used ?? 0) >= nearly)
  return tight.toSorted((a, b) => weight(b) - weight(a))[0] ?? null
}

function weight({ state, used, extra }: LimitWindow): number {
  if (state === 'reached') return extra ? 2 : 3
  return Math.min(used ?? nearly, 1)
}

function cleared(window: LimitWindow): LimitWindow {
  return { ...window, state: 'open', extra: false }
}

const keyOf = ({ name, model }: ToldWindow) => `${name}:${model ?? ''}`

function isSame(before: LimitWindow, { resetsAt }: ToldWindow): boolean {
  return resetsAt === null || Math.abs(distance(before, resetsAt)) <= sameMs
}

/**
 * An agent's journal may be read again: what it said of a window that was reset since says nothing of this one. One that is
 * reset earlier and still to come is no window of before: the program is signed in with another account.
 */
function isOld(before: LimitWindow, { resetsAt }: ToldWindow, now: Instant): boolean {
  if (resetsAt === null || distance(before, resetsAt) >= -sameMs) return false
  return Date.parse(resetsAt) <= Date.parse(now)
}

function distance({ resetsAt }: LimitWindow, told: Instant): number {
  return resetsAt === null ? 0 : Date.parse(told) - Date.parse(resetsAt)
}
