// The section "appearance" of a person's settings.
import { z } from 'zod'

export const AppearanceSettings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** high: black on white, or white on black, with every line drawn out. */
  contrast: z.enum(['system', 'usual', 'high']),
  /** Percent of the browser's own size. */
  textSize: z.enum(['87.5', '100', '112.5', '125', '150']),
  /** How close the rows of a transcript stand. */
  density: z.enum(['comfortable', 'compact']),
})
