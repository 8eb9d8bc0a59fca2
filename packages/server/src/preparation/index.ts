// The face of preparation: the recipes by which worktrees are made ready, a repository's and a person's own.
import type { Actor, OwnerId, Project, ProjectId, ThreadId } from '@a-parallel/shared'
import type { Clock } from '../platform/clock.ts'
import type { Runner } from '../runner/port.ts'
import type { Database } from '../store/port.ts'
import { givingAhead, type GivenAhead } from './ahead.ts'
import { environmentOf, toldAt } from './environment.ts'
import { planFor, recipeHere, type Place, type PreparationPlan } from './plan.ts'
import { portBlocks } from './ports.ts'
import { projectRecipes } from './project-recipes.ts'
import { portTable, recipeTable } from './table.ts'
import { threadVariables } from './thread-variables.ts'

export { toldOf } from './environment.ts'
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
  return {
    /** What a worktree that was just made is made ready by; null where nothing is to be done. */
    plan: (place: Place) => planFor(plans, place),
    /** The recipe that holds for a worktree now. */
    recipe: (place: Place) => recipeHere(plans, place),
    /** What the agent, the commands and the dev servers of a thread see beside the usual. */
    environment: (place: Place) => environmentOf(plans, place),
    /** The same as it can be told of, without taking a port that the thread does not hold. */
    told: (place: Place) => toldAt(plans, place),
    ...givingAhead(plans),
    /** The thread needs its ports no more. */
    releasePorts: (owner: OwnerId, threadId: ThreadId) => blocks.release(owner, threadId),
    /** All threads that hold ports. */
    holders: () => blocks.holders(),
    ...projectRecipes({ table, clock, runner, project }),
  }
}
