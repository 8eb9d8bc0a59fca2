// A time zone's name, as `Intl` knows it: `Europe/Madrid`.
import { z } from 'zod'

export const TimeZone = z
  .string()
  .min(1)
  .max(100)
  .refine(isTimeZone, 'no time zone of the IANA database, such as Europe/Madrid')

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false // The way in which Intl says that it does not know it.
  }
}
