// The section "notifications" of a person's settings.
import { z } from 'zod'
import { TimeZone } from '../usage/time-zone.ts'

/** `22:05`. */
const TimeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'no time of the day, such as 22:05')

/** Every day from one time to the next such time; all day where they are the same. */
export const QuietHours = z.object({ from: TimeOfDay, to: TimeOfDay, timeZone: TimeZone })
export type QuietHours = z.infer<typeof QuietHours>

export const NotificationSettings = z.object({
  /** Which ends and requests are told of while the person looks elsewhere. */
  needs: z.boolean(),
  finished: z.boolean(),
  failed: z.boolean(),
  sound: z.boolean(),
  /** When nothing is told; what is still wanted at their end is told of then. */
  quiet: QuietHours.nullable(),
})
