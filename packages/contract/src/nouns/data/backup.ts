// Copies of the server's database: which there are, and what one holds beside what is there now.
import { z } from 'zod'
import { Instant } from '../ids.ts'

/**
 * - `rolling`: made as time goes by.
 * - `asked`: made because a person asked for it.
 * - `migration`: made before the tables were changed.
 * - `replaced`: of a state in whose place a backup was put; kept for 30 days.
 */
export const BackupKind = z.enum(['rolling', 'asked', 'migration', 'replaced'])
export type BackupKind = z.infer<typeof BackupKind>

export const Backup = z.object({
  /** Its file in the folder of backups. */
  name: z.string(),
  path: z.string(),
  kind: BackupKind,
  at: Instant,
  bytes: z.number().int().nonnegative(),
  /** Every page and the sum of every event in it was looked at when it was made. */
  isChecked: z.boolean(),
  /** When it goes by itself; null: when newer ones of its kind are there. */
  until: Instant.nullable(),
})
export type Backup = z.infer<typeof Backup>

/** Names of some, and how many there are. */
export const Some = z.object({ names: z.array(z.string()), total: z.number().int().nonnegative() })
export type Some = z.infer<typeof Some>

/** What putting a backup in place of what is there now would change, for one owner. */
export const BackupLook = z.object({
  /** When it was made; null for a file that does not say. */
  at: Instant.nullable(),
  threads: z.number().int().nonnegative(),
  /** Threads that it does not know. */
  gone: Some,
  /** Threads that go back to what they held then. */
  changed: Some,
  /** Threads that are not there now. */
  back: Some,
  /** Threads at work: they stay as they are. */
  atWork: Some,
  projectsGone: Some,
  projectsBack: Some,
})
export type BackupLook = z.infer<typeof BackupLook>
