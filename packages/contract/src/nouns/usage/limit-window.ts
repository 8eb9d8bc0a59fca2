// What a subscription may use in a span of time, as the vendor counts it: told by the agent's program, and by it alone.
import { z } from 'zod'
import { Instant } from '../ids.ts'

export const WindowState = z.enum([
  'open',
  /** Nearly used up, as the vendor sees it. */
  'near',
  /** Used up: nothing is answered until it is reset. */
  'reached',
])
export type WindowState = z.infer<typeof WindowState>

/** As it was told. */
export const ToldWindow = z.object({
  /** As the vendor calls it: `five_hour`, `seven_day`, `seven_day_opus`, and others to come. */
  name: z.string().min(1).max(100),
  /** The model that it is about, where the vendor names it only so. */
  model: z.string().max(100).nullable(),
  /** The share that is used: 1 is all of it. Null where it was not told. */
  used: z.number().min(0).nullable(),
  resetsAt: Instant.nullable(),
  state: WindowState,
  /** What goes beyond it is charged as extra usage: work goes on. */
  extra: z.boolean(),
})
export type ToldWindow = z.infer<typeof ToldWindow>

export const LimitWindow = ToldWindow.extend({ toldAt: Instant })
export type LimitWindow = z.infer<typeof LimitWindow>
