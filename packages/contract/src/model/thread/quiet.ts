// How long quiet hours go on. Pure: time is handed in.
import type { QuietHours } from '../../nouns/settings/notifications.ts'

const minutesOfDay = 24 * 60
const minuteMs = 60_000

/** In milliseconds; 0 outside of them. A clock that is set in the night makes the last hour of it longer or shorter. */
export function quietFor(quiet: QuietHours | null, at: Date): number {
  if (!quiet) return 0
  const now = minutesNow(quiet.timeZone, at)
  const from = minutesOf(quiet.from)
  const length = after(from, minutesOf(quiet.to)) || minutesOfDay
  const gone = after(from, now)
  if (gone >= length) return 0
  return (length - gone) * minuteMs - (at.getTime() % minuteMs)
}

/** From one time of the day to the next other one. */
const after = (from: number, to: number) => (to - from + minutesOfDay) % minutesOfDay

function minutesNow(timeZone: string, at: Date): number {
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  return minutesOf(new Intl.DateTimeFormat('en-GB', { timeZone, ...time }).format(at))
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
