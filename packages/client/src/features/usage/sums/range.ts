// The spans of time that usage is shown for. Pure: "now" is handed in; days are the browser's own.

export const ranges = ['7d', '30d', '90d', '52w'] as const
export type Range = (typeof ranges)[number]

const lengths: Record<Range, number> = { '7d': 7, '30d': 30, '90d': 90, '52w': 364 }

/** How many days there are in it, today included. */
export const daysOf = (range: Range): number => lengths[range]

/** From the beginning of its first day to the beginning of tomorrow, as instants. */
export function spanOf(range: Range, now: number): { from: string; to: string } {
  return {
    from: dayBefore(now, lengths[range] - 1).toISOString(),
    to: dayBefore(now, -1).toISOString(),
  }
}

/** The days of it, the oldest first: `2026-01-31`. */
export function daysIn(range: Range, now: number): string[] {
  const count = lengths[range]
  return Array.from({ length: count }, (_, index) => nameOf(dayBefore(now, count - 1 - index)))
}

const two = (value: number) => String(value).padStart(2, '0')

/** Noon of a day, in milliseconds since 1970: no change of the clock moves it to another day. */
export function noonOf(day: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date, 12).getTime()
}

function dayBefore(now: number, days: number): Date {
  const date = new Date(now)
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() - days)
}

function nameOf(date: Date): string {
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
