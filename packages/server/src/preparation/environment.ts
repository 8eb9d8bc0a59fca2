// What a thread's agent, commands and dev servers see beside the usual: its own variables and its ports, and what the recipe's
// environment says, once that is trusted.
import { filledIn } from '@a-parallel/contract/model'
import type { Ports, ThreadEnvironment, ToldVariable } from '@a-parallel/shared'
import { recipeHere, type Place, type PlanPorts, type RecipeHere } from './plan.ts'
import { threadVariables } from './thread-variables.ts'

/** What they see, and the ports among it. */
export async function environmentOf(
  ports: PlanPorts,
  place: Place,
): Promise<{ variables: Record<string, string>; ports: Ports }> {
  const here = await recipeHere(ports, place)
  const held = await ports.blocks.hold({
    ...place,
    names: portNames(here, place),
    before: place.ports,
  })
  const { given, said } = await parts(ports, place, { here, held })
  return { variables: { ...said, ...Object.fromEntries(given) }, ports: held }
}

/** What they see, as far as it is known without a port being taken. */
export async function toldAt(ports: PlanPorts, place: Place): Promise<ThreadEnvironment> {
  const here = await recipeHere(ports, place)
  const names = new Set(portNames(here, place))
  const held = Object.fromEntries(Object.entries(place.ports).filter(([name]) => names.has(name)))
  const { said, may } = await parts(ports, place, { here, held })
  return {
    variables: [
      ...toldOf('thread', threadVariables(place)),
      ...toldOf('port', asTexts(held)),
      ...toldOf('recipe', said),
    ],
    withheld: may || here.kind !== 'read' ? [] : Object.keys(here.recipe.environment ?? {}),
  }
}

/** Variables, by whose they are. */
export function toldOf(
  of: ToldVariable['of'],
  variables: Readonly<Record<string, string>>,
): ToldVariable[] {
  return Object.entries(variables).map(([name, value]) => ({ name, value, of }))
}

const portNames = (here: RecipeHere, place: Place): readonly string[] =>
  (here.kind === 'read' ? here.recipe.ports : undefined) ?? Object.keys(place.ports)

const asTexts = (held: Ports): Record<string, string> =>
  Object.fromEntries(Object.entries(held).map(([name, port]) => [name, String(port)]))

/** What every thread is given, and what the recipe adds to it where it may. */
async function parts(
  ports: PlanPorts,
  place: Place,
  { here, held }: { here: RecipeHere; held: Ports },
): Promise<{ given: Map<string, string>; said: Record<string, string>; may: boolean }> {
  const { environment = {} } = here.kind === 'read' ? here.recipe : {}
  const isOwn = here.kind === 'read' && here.own.has('environment')
  const may =
    Object.keys(environment).length > 0 &&
    (await ports.runner.preparation.mayRun({ ...place, said: isOwn ? {} : { environment } }))
  const given = new Map([
    ...Object.entries(asTexts(held)),
    ...Object.entries(threadVariables(place)),
  ])
  return { given, said: may ? filled(environment, given) : {}, may }
}

/** Without those that name a port where none was free: the port itself is not there either. */
function filled(
  environment: Readonly<Record<string, string>>,
  given: ReadonlyMap<string, string>,
): Record<string, string> {
  const entries = Object.entries(environment).flatMap(([name, value]) => {
    const text = filledIn(value, given)
    return text === null ? [] : [[name, text] as const]
  })
  return Object.fromEntries(entries)
}
