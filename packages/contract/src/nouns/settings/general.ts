// The section "general" of a person's settings.
import { z } from 'zod'

export const GeneralSettings = z.object({
  /** en-XA is the test language: long, accented English. It is not offered. */
  language: z.enum(['system', 'en', 'es', 'pt', 'en-XA']),
  /** What screen readers are told without being asked. */
  announcements: z.enum(['all', 'attention', 'none']),
  /** What sends a message; Enter with Shift always makes a new line. */
  sendKey: z.enum(['enter', 'mod-enter']),
})
