// What a worktree is given before its thread is there: its ports, its files, and what its agent sees. Must never run
// anything: commands begin with the thread, whose log tells of them.
import type { Carried, Recipe } from '@a-parallel/shared'
import { environmentOf } from './environment.ts'
import { recipeHere, type Place, type PlanPorts } from './plan.ts'

export interface GivenAhead {
  /** What the agent sees beside the usual. */
  variables: Record<string, string>
  carried: Carried
  /** What the recipe said, and what of it was there to be given. */
  from: string
}

export function givingAhead(ports: PlanPorts) {
  return {
    /** What the worktree of a thread that is still being written is given. Runs nothing. */
    giveAhead: (place: Place) => giveAhead(ports, place),
    /** Whether the files that it was given are those that it would be given now. */
    isGivenStill: async (place: Place, { from }: Pick<GivenAhead, 'from'>): Promise<boolean> =>
      from === (await sourceOf(ports, place, await recipeOf(ports, place))),
  }
}

async function giveAhead(ports: PlanPorts, place: Place): Promise<GivenAhead> {
  const recipe = await recipeOf(ports, place)
  // Before anything is given: what is written meanwhile counts as written afterwards.
  const from = await sourceOf(ports, place, recipe)
  const carried = await ports.runner.preparation.carry({ ...place, recipe })
  // The thread tries again, and tells of it. A disk that is full must not stay so for a thread that may never be.
  const failed = carried.left.find(({ why }) => why === 'failed')
  if (failed) throw new Error(`${failed.path} cannot be given: ${failed.said}`)
  const { variables } = await environmentOf(ports, place)
  return { variables, carried, from }
}

/** One with faults says nothing, as it does once the thread is there. */
async function recipeOf(ports: PlanPorts, place: Place): Promise<Recipe> {
  const here = await recipeHere(ports, place)
  return here.kind === 'read' ? here.recipe : {}
}

async function sourceOf(
  { runner }: PlanPorts,
  { repository }: Place,
  { files, folders }: Recipe,
): Promise<string> {
  if (!files && !folders) return ''
  const recipe = { ...(files && { files }), ...(folders && { folders }) }
  const offered = await runner.preparation.offered({ repository, recipe })
  return JSON.stringify([recipe, offered])
}
