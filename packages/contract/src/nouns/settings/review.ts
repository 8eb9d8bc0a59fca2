// The section "review" of a person's settings: how they like to read changes. Set where they are read.
import { z } from 'zod'

export const ReviewSettings = z.object({
  /** Side by side where there is room, or one column. */
  split: z.boolean(),
  wrap: z.boolean(),
  ignoreSpace: z.boolean(),
  /** The list of files in folders. */
  tree: z.boolean(),
})
export type ReviewSettings = z.infer<typeof ReviewSettings>
