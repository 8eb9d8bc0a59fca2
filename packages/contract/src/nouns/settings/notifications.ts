// The section "notifications" of a person's settings.
import { z } from 'zod'

export const NotificationSettings = z.object({
  /** Which ends and requests are told of while the person looks elsewhere. */
  needs: z.boolean(),
  finished: z.boolean(),
  failed: z.boolean(),
  sound: z.boolean(),
})
