// What a thread's worktree is to be made ready by: the recipe that it holds itself, as it was committed, with its owner's
// own fields in the place of the repository's.
import { readRecipe, withOwn } from '@a-parallel/contract/model'
import type {
  OwnerId,
  Ports,
  ProjectId,
  Recipe,
  RecipeFault,
  SetupField,
  ThreadId,
} from '@a-parallel/shared'
import type { Runner } from '../runner/port.ts'
import type { PortBlocks } from './ports.ts'
import type { RecipeTable } from './table.ts'

/** A thread with its worktree. */
export interface Place {
  owner: OwnerId
  projectId: ProjectId
  threadId: ThreadId
  repository: string
  /** Top of the worktree. */
  path: string
  /** The ports that it had. */
  ports: Ports
}

const setupFields: readonly SetupField[] = ['commands', 'teardown']

export type RecipeHere =
  /** `own`: what of it the person's own says. */
  | { kind: 'read'; recipe: Recipe; own: ReadonlySet<string> }
  | { kind: 'faulty'; faults: RecipeFault[]; isOwn: boolean }

export type PreparationPlan =
  | {
      kind: 'begun'
      ports: Ports
      commands: NonNullable<Recipe['commands']>
      teardown: NonNullable<Recipe['teardown']>
      own: SetupField[]
      carries: boolean
    }
  | { kind: 'refused'; faults: RecipeFault[]; isOwn: boolean }

export interface PlanPorts {
  table: RecipeTable
  blocks: PortBlocks
  runner: Pick<Runner, 'preparation'>
}

export async function recipeHere({ table, runner }: PlanPorts, place: Place): Promise<RecipeHere> {
  const text = await runner.preparation.readRecipe(place.path)
  const own = table.find(place.owner, place.projectId)
  const read = readRecipe(text ?? '{}')
  if (read.kind === 'faulty') return { ...read, isOwn: false }
  const mine = readRecipe(own ?? '{}', read.recipe)
  if (mine.kind === 'faulty') return { ...mine, isOwn: true }
  const names = new Set(Object.keys(mine.recipe))
  return { kind: 'read', recipe: withOwn(read.recipe, mine.recipe), own: names }
}

/** Null when the recipe says nothing. */
export async function planFor(ports: PlanPorts, place: Place): Promise<PreparationPlan | null> {
  const here = await recipeHere(ports, place)
  if (here.kind === 'faulty') return { kind: 'refused', faults: here.faults, isOwn: here.isOwn }
  const {
    files,
    folders,
    commands = [],
    teardown = [],
    ports: names = [],
    environment = {},
  } = here.recipe
  const carries = [files, folders].some((both) => Object.values(both ?? {}).flat().length > 0)
  const held = await ports.blocks.hold({ ...place, names, before: place.ports })
  const says =
    carries || [commands, teardown, names, Object.keys(environment)].some((some) => some.length > 0)
  const own = setupFields.filter((field) => here.own.has(field))
  return says ? { kind: 'begun', ports: held, commands, teardown, own, carries } : null
}
