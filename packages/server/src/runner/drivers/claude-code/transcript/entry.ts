// The lines of the program's session files, as far as they are read. They are no protocol, so nothing in them is relied on:
// what has another shape is ignored.
import { Instant } from '@a-parallel/contract/nouns'
import { z } from 'zod'

const text = z.string()

export const Entry = z.object({
  type: text,
  uuid: text.optional().catch(undefined),
  parentUuid: text.nullish().catch(null),
  /** What a summed-up conversation goes on from. */
  logicalParentUuid: text.nullish().catch(null),
  isSidechain: z.boolean().optional().catch(undefined),
  /** Said in the person's name by the program. */
  isMeta: z.boolean().optional().catch(undefined),
  isCompactSummary: z.boolean().optional().catch(undefined),
  timestamp: text.optional().catch(undefined),
  cwd: text.optional().catch(undefined),
  gitBranch: text.optional().catch(undefined),
  subtype: text.optional().catch(undefined),
  message: z
    .object({ content: z.unknown(), model: text.optional().catch(undefined) })
    .optional()
    .catch(undefined),
  /** Names: by the person, by the program, of an earlier version. */
  customTitle: text.optional().catch(undefined),
  aiTitle: text.optional().catch(undefined),
  summary: text.optional().catch(undefined),
  attachment: z.object({ type: text, prompt: z.unknown() }).optional().catch(undefined),
  compactMetadata: z
    .object({
      trigger: text.optional().catch(undefined),
      preTokens: z.number().optional().catch(undefined),
      postTokens: z.number().optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})
export type Entry = z.infer<typeof Entry>

/** A line as it is, and what is known of it; null where it is no object or no JSON. */
export function readEntry(line: string): { entry: Entry; raw: Record<string, unknown> } | null {
  try {
    const raw: unknown = JSON.parse(line)
    const { data } = Entry.safeParse(raw)
    // It has passed as an object.
    return data ? { entry: data, raw: raw as Record<string, unknown> } : null
  } catch {
    return null // Whoever needs to tell of it does.
  }
}

/** An instant as the product writes it; null where it is none, or in a year that takes more than four digits. */
export function instantOf(timestamp: string | undefined): string | null {
  const at = timestamp === undefined ? Number.NaN : Date.parse(timestamp)
  if (Number.isNaN(at)) return null
  return Instant.safeParse(new Date(at).toISOString()).data ?? null
}
