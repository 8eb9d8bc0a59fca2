// The calls about recipes: what a project's threads are made ready by.
import { z } from 'zod'
import { longestRecipe } from '../../model/preparation/read-recipe.ts'
import { ProjectId } from '../../nouns/ids.ts'
import { RecipeProposal } from '../../nouns/preparation/rival.ts'
import { call } from '../call.ts'

const path = '/api/projects/:id/recipe'
const params = z.object({ id: ProjectId })
const Text = z.string().max(longestRecipe)

export const ProjectRecipe = z.object({
  /** What `.a-parallel.json` in the project's checkout holds; null: there is none. */
  file: z.string().nullable(),
  /** Whether that is what the default branch holds: threads begin with what was committed. */
  isCommitted: z.boolean(),
  /** The person's own, whose fields stand in the place of the repository's; null: none. */
  own: z.string().nullable(),
})
export type ProjectRecipe = z.infer<typeof ProjectRecipe>

export const recipeCalls = {
  readRecipe: call({
    method: 'GET',
    path,
    summary: 'By what the worktrees of a project’s threads are made ready, as it is written',
    params,
    result: ProjectRecipe,
  }),
  proposeRecipe: call({
    method: 'GET',
    path: `${path}/proposal`,
    summary:
      'A recipe that does what the files of other programs in the project’s checkout say. Nothing is written, and nothing is run',
    params,
    result: RecipeProposal,
  }),
  writeRecipe: call({
    method: 'POST',
    path,
    summary:
      'Writes .a-parallel.json in the project’s checkout. Refused when it has faults, or is not what it was',
    params,
    body: z.object({ text: Text, was: z.string().nullable() }),
    result: ProjectRecipe,
  }),
  writeOwnRecipe: call({
    method: 'POST',
    path: `${path}/own`,
    summary:
      'Sets the person’s own recipe for a project; null takes it away. Refused when it has faults, or is not what it was',
    params,
    body: z.object({
      text: Text.nullable(),
      /** What it was when it was shown, null for none; left out, whatever is there is replaced. */
      was: z.string().nullable().optional(),
    }),
    result: ProjectRecipe,
  }),
} as const
