// Days as a date field writes them (2026-11-27), in the time of the person who looks. Pure.

/** Not of the first and the last year that can be written: the moments around them cannot. */
const written = /^(?!0000|9999)\d{4}-\d{2}-\d{2}$/

/** A day that there is, or nothing. */
export function dayOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !written.test(value)) return undefined
  const [, month, day] = value.split('-').map(Number)
  const at = midnight(value)
  return at.getMonth() + 1 === month && at.getDate() === day ? value : undefined
}

/** Its first moment. */
export function startOfDay(day: string): string {
  return midnight(day).toISOString()
}

/** The first moment of the next. */
export function endOfDay(day: string): string {
  const at = midnight(day)
  // Days are not all of 24 hours, and some begin at one: then the hour must not be that of the day before.
  at.setDate(at.getDate() + 1)
  at.setHours(0, 0, 0, 0)
  return at.toISOString()
}

function midnight(day: string): Date {
  return new Date(`${day}T00:00:00`)
}
