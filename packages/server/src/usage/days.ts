// Which calendar day an instant falls on in a time zone.
const quarterMs = 15 * 60_000

/** Remembers each quarter of an hour, on which every time zone begins its days: Intl is asked for few of many instants. */
export function daysIn(timeZone: string): (at: string) => string {
  // The one locale that writes days as ISO 8601 does.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })
  const known = new Map<number, string>()
  return (at) => {
    const quarter = Math.floor(Date.parse(at) / quarterMs)
    let day = known.get(quarter)
    if (day === undefined) known.set(quarter, (day = format.format(quarter * quarterMs)))
    return day
  }
}
