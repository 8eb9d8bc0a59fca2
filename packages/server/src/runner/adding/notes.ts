// Which clones are under way, each written down before it begins: the next server ends what is left of it, and tells its owner.
import { Instant, OwnerId } from '@a-parallel/contract/nouns'
import type { CloneId } from '@a-parallel/shared'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { jsonOrNull } from '../../platform/json.ts'

const Note = z.object({
  /** Where it is made. */
  half: z.string(),
  owner: OwnerId,
  from: z.string(),
  /** Where it was to lie. */
  path: z.string(),
  startedAt: Instant,
})
export type CloneNote = z.infer<typeof Note>

export async function writeNote(folder: string, id: CloneId, note: CloneNote): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeFile(join(folder, id), JSON.stringify(note), { mode: 0o600 })
}

/** `told` is null where an earlier version wrote down no more than `half`. */
export async function readNote(
  folder: string,
  id: string,
): Promise<{ half: string; told: CloneNote | null }> {
  const text = await readFile(join(folder, id), 'utf8')
  const told = Note.safeParse(jsonOrNull(text)).data ?? null
  return { half: told?.half ?? text, told }
}

export function removeNote(folder: string, id: string): Promise<void> {
  return rm(join(folder, id), { force: true })
}
