// Numbers, times and sizes in the interface's language. Pure: language and "now" are handed in.
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

type Known = Intl.NumberFormat | Intl.DateTimeFormat | Intl.RelativeTimeFormat | Intl.ListFormat

const cache = new Map<string, Known>()

function cached<Format extends Known>(key: string, make: () => Format): Format {
  const known = cache.get(key)
  // The key names the kind of format, so what comes back is what was put in.
  if (known) return known as Format
  const made = make()
  cache.set(key, made)
  return made
}

/** 1,234 */
export function formatNumber(value: number, language: string): string {
  return cached(`n:${language}`, () => new Intl.NumberFormat(language)).format(value)
}

/** 12.3K: for token counts. */
export function formatCompact(value: number, language: string): string {
  const make = () =>
    new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  return cached(`c:${language}`, make).format(value)
}

/** 87.5% of 0.875. */
export function formatPercent(value: number, language: string): string {
  const make = () => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  return cached(`p:${language}`, make).format(value)
}

/** US dollars, with cents, and tenths of a cent below ten cents. */
export function formatDollars(value: number, language: string): string {
  const digits = value !== 0 && Math.abs(value) < 0.1 ? 3 : 2
  const make = () =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency: 'USD',
      minimumFractionDigits: 2,
      maximumFractionDigits: digits,
    })
  return cached(`d:${language}:${digits}`, make).format(value)
}

/** $1.2K: for an axis. */
export function formatShortDollars(value: number, language: string): string {
  const make = () =>
    new Intl.NumberFormat(language, {
      style: 'currency',
      currency: 'USD',
      notation: 'compact',
      minimumFractionDigits: 0,
      maximumFractionDigits: 3,
    })
  return cached(`sd:${language}`, make).format(value)
}

/** "one, two, and three" */
export function formatList(parts: readonly string[], language: string): string {
  return cached(`l:${language}`, () => new Intl.ListFormat(language)).format(parts)
}

/** 1.5 MB, in powers of 1000. */
export function formatBytes(bytes: number, language: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const unit = units[step] ?? 'byte'
  const make = () =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      // Its short form has no plural: "12 byte".
      unitDisplay: step === 0 ? 'long' : 'short',
      maximumFractionDigits: step === 0 ? 0 : 1,
    })
  return cached(`b:${language}:${unit}`, make).format(bytes / 1000 ** step)
}

function unitText(value: number, unit: string, language: string, digits = 0): string {
  const make = () =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: digits,
    })
  return cached(`u:${language}:${unit}:${digits}`, make).format(value)
}

/** How long something took: "0.4s", "12s", "2m 10s", "1h 5m". Milliseconds in. */
export function formatDuration(milliseconds: number, language: string): string {
  const ms = Math.max(0, milliseconds)
  if (ms < 9950) return unitText(ms / 1000, 'second', language, 1)
  const seconds = Math.round(ms / 1000)
  if (seconds < 60) return unitText(seconds, 'second', language)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60)
    return `${unitText(minutes, 'minute', language)} ${unitText(seconds % 60, 'second', language)}`
  return `${unitText(Math.floor(minutes / 60), 'hour', language)} ${unitText(minutes % 60, 'minute', language)}`
}

/** How long something lasts so far, for sentences: "1 min" at least, "12 min", "1 hr 5 min". Milliseconds in. */
export function formatSpan(milliseconds: number, language: string): string {
  const minutes = Math.max(1, Math.floor(milliseconds / minute))
  const text = (value: number, unit: 'hour' | 'minute') =>
    cached(
      `s:${language}:${unit}`,
      () => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short' }),
    ).format(value)
  if (minutes < 60) return text(minutes, 'minute')
  return `${text(Math.floor(minutes / 60), 'hour')} ${text(minutes % 60, 'minute')}`
}

/** Age for a narrow column: "now" up to a minute, then "5m", "2h", "3d", then the date. Milliseconds since 1970 in. */
export function formatAge(at: number, now: number, language: string): string {
  const age = Math.max(0, now - at)
  if (age < minute) {
    return cached(
      `r:${language}`,
      () => new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'narrow' }),
    ).format(0, 'second')
  }
  if (age < hour) return unitText(Math.floor(age / minute), 'minute', language)
  if (age < day) return unitText(Math.floor(age / hour), 'hour', language)
  if (age < 14 * day) return unitText(Math.floor(age / day), 'day', language)
  return formatShortDay(at, language)
}

/** Nov 24: for an axis. */
export function formatShortDay(at: number, language: string): string {
  const make = () => new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' })
  return cached(`y:${language}`, make).format(at)
}

/** 10:02 in the person's time zone. */
export function formatClock(at: number, language: string): string {
  return cached(
    `t:${language}`,
    () => new Intl.DateTimeFormat(language, { timeStyle: 'short' }),
  ).format(at)
}

/** Nov 24, 2026, 10:02: for what was on another day. */
export function formatDayClock(at: number, language: string): string {
  const make = () => new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  return cached(`dt:${language}`, make).format(at)
}

/** Thursday, January 1, 2026: between two days. */
export function formatDay(at: number, language: string): string {
  const make = () => new Intl.DateTimeFormat(language, { dateStyle: 'full' })
  return cached(`fd:${language}`, make).format(at)
}

/** The whole date and time, for a tooltip. */
export function formatMoment(at: number, language: string): string {
  return cached(
    `m:${language}`,
    () => new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' }),
  ).format(at)
}
