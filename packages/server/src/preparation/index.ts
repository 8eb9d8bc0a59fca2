// The face of preparation: the recipes by which worktrees are made ready, a repository's and a person's own.
import { Problem, proposeRecipe, readRecipe, recipeFile } from '@a-parallel/contract/model'
import type {
  Actor,
  OwnerId,
  Project,
  ProjectId,
  ProjectRecipe,
  Recipe,
  RecipeProposal,
  ThreadId,
} from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { Runner } from '../runner/port.ts'
import type { Database } from '../store/port.ts'
import { givingAhead, type GivenAhead } from './ahead.ts'
import { environmentOf, planFor, recipeHere, type Place, type PreparationPlan } from './plan.ts'
import { portBlocks } from './ports.ts'
import { portTable, recipeTable } from './table.ts'
import { threadVariables } from './thread-variables.ts'

export { threadVariables }
export type { GivenAhead, Place, PreparationPlan }

export interface PreparationPorts {
  db: Database
  clock: Clock
  runner: Pick<Runner, 'preparation'>
  /** A project, if it is this actor's. Throws `project_not_found`. */
  project: (actor: Actor, id: ProjectId) => Project
}

export type Preparations = ReturnType<typeof openPreparations>

export function openPreparations({ db, clock, runner, project }: PreparationPorts) {
  const table = recipeTable(db)
  const blocks = portBlocks(portTable(db), (ports) => runner.preparation.areFree(ports))
  const plans = { table, blocks, runner }
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
    /** What a worktree that was just made is made ready by; null where nothing is to be done. */
    plan: (place: Place) => planFor(plans, place),
    /** The recipe that holds for a worktree now. */
    recipe: (place: Place) => recipeHere(plans, place),
    /** What the agent, the commands and the dev servers of a thread see beside the usual. */
    environment: (place: Place) => environmentOf(plans, place),
    ...givingAhead(plans),
    /** The thread needs its ports no more. */
    releasePorts: (owner: OwnerId, threadId: ThreadId) => blocks.release(owner, threadId),
    /** All threads that hold ports. */
    holders: () => blocks.holders(),
    read,
    /** What the setup files of other programs in the project's checkout come to. */
    async propose(actor: Actor, id: ProjectId): Promise<RecipeProposal> {
      const { path, available } = project(actor, id)
      return proposeRecipe(available ? await runner.preparation.readRivalFiles(path) : [])
    },
    /** Throws `recipe_invalid`, and `changed_meanwhile` when the file is not what it was by now. */
    async write(
      actor: Actor,
      id: ProjectId,
      change: { text: string; was: string | null },
    ): Promise<ProjectRecipe> {
      const { path } = project(actor, id)
      refuseFaulty(change.text)
      if (!(await runner.preparation.writeRecipe(path, change))) {
        const detail = `${recipeFile} was changed since it was shown. Look at it again first.`
        throw new Problem('changed_meanwhile', detail, { path: recipeFile })
      }
      return read(actor, id)
    },
    /** Sets a person's own recipe, or takes it away. Throws `recipe_invalid`. */
    async writeOwn(actor: Actor, id: ProjectId, text: string | null): Promise<ProjectRecipe> {
      const { owner, path, available } = project(actor, id)
      if (text === null) table.remove(owner, id)
      else {
        const file = readRecipe((available && (await runner.preparation.readRecipe(path))) || '{}')
        refuseFaulty(text, file.kind === 'read' ? file.recipe : {})
        table.write(owner, id, { text, changedAt: clock.now() })
      }
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
