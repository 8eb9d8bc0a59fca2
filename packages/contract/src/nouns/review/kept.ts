// What was kept before something was thrown away, so that it can be had back.
import { z } from 'zod'
import { Instant, ThreadId } from '../ids.ts'
import { Named } from './at-stake.ts'

export const KeptId = z.uuid().brand<'KeptId'>()
export type KeptId = z.infer<typeof KeptId>

export const Kept = z.object({
  id: KeptId,
  threadId: ThreadId,
  at: Instant,
  /** After this it may be forgotten. */
  until: Instant,
  why: z.enum(['revert', 'discard', 'undo', 'delete', 'merge', 'update', 'abort', 'stage']),
  /** The first of the files concerned, and how many there are. */
  paths: z.array(z.string()),
  total: z.number().int(),
  /** Of a whole worktree that was removed with its thread: bringing it back brings back the thread. */
  thread: z
    .object({
      title: z.string(),
      branch: z.string().nullable(),
      /** What was ignored and too large to be kept. */
      left: Named,
    })
    .nullable()
    .default(null),
  /** Of a branch that an update moved: bringing it back takes the branch, and its files, from one commit to the other. */
  branch: z.object({ name: z.string(), was: z.string(), is: z.string() }).nullable().default(null),
})
export type Kept = z.infer<typeof Kept>
