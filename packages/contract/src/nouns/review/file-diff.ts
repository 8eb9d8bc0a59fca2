// One file's change, line by line.
import { z } from 'zod'
import { ChangedFile } from './change.ts'

/**
 * Lines that changed, with those around them. Each of `lines` begins with ` ` (both sides), `-` (before), `+` (after) or
 * `\` (the line above ends without a newline), as in a unified diff; a CR at its end is kept.
 */
export const DiffHunk = z.object({
  oldStart: z.number().int(),
  oldLines: z.number().int(),
  newStart: z.number().int(),
  newLines: z.number().int(),
  /** What git shows behind `@@`: the function it stands in. */
  heading: z.string(),
  lines: z.array(z.string()),
})
export type DiffHunk = z.infer<typeof DiffHunk>

export const FileSide = z.object({
  /** Its object in the repository; null where the file lies only in the checkout. */
  oid: z.string().nullable(),
  /** Null: not asked for, since it is shown by its lines. */
  bytes: z.number().int().nullable(),
})
export type FileSide = z.infer<typeof FileSide>

export const FileDiff = z.object({
  file: ChangedFile,
  before: FileSide.nullable(),
  after: FileSide.nullable(),
  /** Empty for what has no lines; `large` tells whether they were left out. */
  hunks: z.array(DiffHunk),
  /** `diff`: too many lines to be shown unasked. `file`: too large to be compared at all. */
  large: z.enum(['diff', 'file']).nullable(),
  /** Where the link leads, or which commit the submodule is at. */
  target: z.object({ before: z.string().nullable(), after: z.string().nullable() }).nullable(),
})
export type FileDiff = z.infer<typeof FileDiff>
