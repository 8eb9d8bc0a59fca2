// That the server's database was put anew in its place, as it is told to whoever looks.
import { z } from 'zod'
import { Instant } from '../../nouns/ids.ts'

export const Restored = z.object({
  /**
   * - `damage`: it was damaged, and made again from its backup and what could still be read of it.
   * - `chosen`: a person put a backup in its place.
   */
  why: z.enum(['damage', 'chosen']),
  at: Instant,
  /** When the backup was made; null when there was none, or it does not say. */
  backupAt: Instant.nullable(),
  /** Where what was there before lies: a folder of damaged files, or a backup. */
  setAside: z.string(),
  /** How many threads there are now. */
  threads: z.number().int().min(0),
})
export type Restored = z.infer<typeof Restored>
