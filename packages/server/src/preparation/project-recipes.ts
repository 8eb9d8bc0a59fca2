// The recipes of a project as people write them: the repository's, a file in the checkout, and a person's own. Neither is
// written over where it is not what the person saw.
import { Problem, proposeRecipe, readRecipe, recipeFile } from '@a-parallel/contract/model'
import type {
  Actor,
  Project,
  ProjectId,
  ProjectRecipe,
  Recipe,
  RecipeProposal,
} from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { Runner } from '../runner/port.ts'
import type { RecipeTable } from './table.ts'

interface RecipePorts {
  table: RecipeTable
  clock: Clock
  runner: Pick<Runner, 'preparation'>
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
}

export function projectRecipes({ table, clock, runner, project }: RecipePorts) {
  const read = async (actor: Actor, id: ProjectId): Promise<ProjectRecipe> => {
    const { owner, path, defaultBranch, available } = project(actor, id)
    const own = table.find(owner, id)
    if (!available) return { file: null, isCommitted: true, own }
    const [file, committed] = await Promise.all([
      runner.preparation.readRecipe(path),
      runner.preparation.committedRecipe({ repository: path, branch: defaultBranch }),
    ])
    return { file, isCommitted: committed === file, own }
  }
  return {
    read,
    /** What the setup files of other programs in the project's checkout come to. */
    async propose(actor: Actor, id: ProjectId): Promise<RecipeProposal> {
      const { path, available } = project(actor, id)
      return proposeRecipe(available ? await runner.preparation.readRivalFiles(path) : [])
    },
    /** Throws `recipe_invalid`, `project_unavailable`, and `changed_meanwhile` when the file is not what it was by now. */
    async write(
      actor: Actor,
      id: ProjectId,
      change: { text: string; was: string | null },
    ): Promise<ProjectRecipe> {
      const { path, available } = project(actor, id)
      if (!available)
        throw new Problem('project_unavailable', `There is no repository at ${path} any more.`)
      refuseFaulty(change.text)
      if (!(await runner.preparation.writeRecipe(path, change))) {
        const detail = `${recipeFile} was changed since it was shown. Look at it again first.`
        throw new Problem('changed_meanwhile', detail, { path: recipeFile })
      }
      return read(actor, id)
    },
    /** Sets a person's own recipe, or takes it away. Throws `recipe_invalid`, and `changed_meanwhile` as above. */
    async writeOwn(
      actor: Actor,
      id: ProjectId,
      { text, was }: { text: string | null; was?: string | null | undefined },
    ): Promise<ProjectRecipe> {
      const { owner, path, available } = project(actor, id)
      if (text !== null) {
        const file = readRecipe((available && (await runner.preparation.readRecipe(path))) || '{}')
        refuseFaulty(text, file.kind === 'read' ? file.recipe : {})
      }
      // Nothing is waited for from here on, so nobody else writes in between.
      if (was !== undefined && table.find(owner, id) !== was) {
        const detail = 'It was changed since it was shown. Look at it again first.'
        throw new Problem('changed_meanwhile', detail, { path: 'own' })
      }
      if (text === null) table.remove(owner, id)
      else table.write(owner, id, { text, changedAt: clock.now() })
      return read(actor, id)
    },
  }
}

/** @param beside of a person's own: the repository's. */
function refuseFaulty(text: string, beside: Recipe = {}): void {
  const parsed = readRecipe(text, beside)
  if (parsed.kind === 'read') return
  const [
    { line, column, path, code, said } = { line: 1, column: 1, path: '', code: 'syntax', said: '' },
  ] = parsed.faults
  const where = path === '' ? '' : ` (${path})`
  const detail = `Line ${line}, column ${column}${where}: ${code}${said === '' ? '' : `, ${said}`}. Correct it first.`
  throw new Problem('recipe_invalid', detail, { line, column })
}
