// A project that was taken off the list, and of which there is still data.
import { z } from 'zod'
import { ProjectId } from '../ids.ts'

export const RemovedProject = z.object({
  id: ProjectId,
  name: z.string(),
  path: z.string(),
  /** How many threads there are, deleted ones among them. */
  threads: z.number().int().nonnegative(),
})
export type RemovedProject = z.infer<typeof RemovedProject>
