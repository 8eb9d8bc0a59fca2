// What was thrown away and is still there, of whatever kind.
import { z } from 'zod'
import { Kept } from '../review/kept.ts'
import { KeptSkill } from '../skills/skill.ts'
import { Backup } from './backup.ts'

/** What it takes on the disk, as far as that was looked at. */
const bytes = z.number().int().nonnegative().nullable()

/**
 * - `kept`: files that were thrown away, or a deleted thread.
 * - `skill`: a skill that was removed or replaced.
 * - `backup`: what was there before a backup was put in its place.
 */
export const TrashItem = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('kept'), id: z.string(), bytes, kept: Kept }),
  z.object({ kind: z.literal('skill'), id: z.string(), bytes, skill: KeptSkill }),
  z.object({ kind: z.literal('backup'), id: z.string(), bytes, backup: Backup }),
])
export type TrashItem = z.infer<typeof TrashItem>

export const TrashPick = z.object({
  kind: z.enum(['kept', 'skill', 'backup']),
  id: z.string().min(1).max(200),
})
export type TrashPick = z.infer<typeof TrashPick>
