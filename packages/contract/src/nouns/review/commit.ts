// A commit of a thread's branch.
import { z } from 'zod'
import { Instant } from '../ids.ts'

export const Commit = z.object({
  oid: z.string(),
  parents: z.array(z.string()),
  subject: z.string(),
  body: z.string(),
  author: z.object({ name: z.string(), email: z.string() }),
  at: Instant,
  /** It is on the upstream branch already. */
  pushed: z.boolean(),
  /** A merge has brought it into the base already. */
  merged: z.boolean(),
})
export type Commit = z.infer<typeof Commit>
