// The section "permissions" of a person's settings.
import { z } from 'zod'

export const PermissionSettings = z.object({
  /** Whether threads may be in the mode that allows everything. */
  bypass: z.boolean(),
})
