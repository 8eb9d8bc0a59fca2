// Files by which other programs make worktrees ready, and what a recipe that does the same would say.
import { z } from 'zod'

export const RivalFile = z.enum([
  '.worktreeinclude',
  'conductor.json',
  '.superset/config.json',
  '.emdash.json',
  '.cursor/worktrees.json',
])
export type RivalFile = z.infer<typeof RivalFile>

/**
 * What of a file is not in the proposal, and why.
 * - `syntax`: nothing of the file could be read.
 * - `unknown`: nobody knows what it means here.
 * - `type`: it is not of the form that it should be.
 * - `negated`: what is to be left out of something cannot be said.
 * - `pattern`: no such pattern can be said.
 * - `variable`: the command uses a variable that is not there; it is in the proposal all the same.
 * - `windows`: it is for Windows alone.
 * - `long`: it is too long.
 * - `many`: there are too many.
 */
export const RivalNote = z.object({
  file: RivalFile,
  why: z.enum([
    'syntax',
    'unknown',
    'type',
    'negated',
    'pattern',
    'variable',
    'windows',
    'long',
    'many',
  ]),
  /** As the file says it. */
  said: z.string().max(200),
})
export type RivalNote = z.infer<typeof RivalNote>

export const RecipeProposal = z.object({
  /** The files that are there. */
  found: z.array(RivalFile),
  /** A recipe, as text; null where nothing would be in it. */
  text: z.string().nullable(),
  notes: z.array(RivalNote),
})
export type RecipeProposal = z.infer<typeof RecipeProposal>
