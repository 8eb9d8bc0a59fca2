// What a window of the subscription is called, and how it stands. Pure.
import type { LimitWindow } from '@a-parallel/shared'

type Key = 'fiveHour' | 'week' | 'weekOf' | 'extra'

const names: ReadonlyMap<string, Key> = new Map([
  ['five_hour', 'fiveHour'],
  ['seven_day', 'week'],
  ['seven_day_opus', 'weekOf'],
  ['seven_day_sonnet', 'weekOf'],
  ['overage', 'extra'],
])

const models: ReadonlyMap<string, string> = new Map([
  ['seven_day_opus', 'Opus'],
  ['seven_day_sonnet', 'Sonnet'],
])

type Named = {
  /** The key of its name under `limits.window`; null where this page does not know it. */
  key: Key | null
  values: { model: string; name: string }
}

/** One that is not known is called as the vendor calls it. */
export function windowName({ name, model }: Pick<LimitWindow, 'name' | 'model'>): Named {
  const values = { model: model ?? models.get(name) ?? '', name: name.replaceAll('_', ' ') }
  const key = names.get(name) ?? null
  return { key: key === 'week' && values.model !== '' ? 'weekOf' : key, values }
}

export type Standing = 'open' | 'near' | 'reached' | 'extra' | 'unknown'

/** Beyond this share it counts as nearly used up, whether the vendor warns or not. */
const nearly = 0.9
/** From this share on it reads 100 %, whatever the vendor calls that. */
const full = 0.9995

export function standingOf({ state, used, extra }: LimitWindow): Standing {
  if (state === 'reached' || (used ?? 0) >= full) return extra ? 'extra' : 'reached'
  if (state === 'near' || (used ?? 0) >= nearly) return 'near'
  return used === null ? 'unknown' : 'open'
}
