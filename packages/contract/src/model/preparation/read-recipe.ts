// Reads a recipe, and tells each fault by its line and column. Pure: the settings page tells them while one types.
import type { z } from 'zod'
import { Recipe, type RecipeFault } from '../../nouns/preparation/recipe.ts'
import { JsonFault, linesOf, placedJson, type Placed } from './json-places.ts'
import { mostFaults } from './limits.ts'
import { strayReference, threadVariableNames } from './references.ts'

export type RecipeRead =
  | { kind: 'read'; recipe: Recipe }
  /** At least one; the first `mostFaults` in the order of the file. */
  | { kind: 'faulty'; faults: RecipeFault[] }

/** Longer is no recipe; characters. */
export const longestRecipe = 200_000

/**
 * @param text what `.a-parallel.json`, or a person's own recipe, holds.
 * @param beside of a person's own: the repository's, whose fields it takes the place of.
 */
export function readRecipe(text: string, beside: Recipe = {}): RecipeRead {
  try {
    if (text.length > longestRecipe) throw new JsonFault('syntax', longestRecipe, '')
    const placed = placedJson(text)
    const parsed = Recipe.safeParse(placed.value)
    if (parsed.success) {
      const strays = straysOf(parsed.data, beside, placed)
      return strays.length > 0 ? faulty(text, strays) : { kind: 'read', recipe: parsed.data }
    }
    return faulty(
      text,
      parsed.error.issues.flatMap((issue) => faultsOf(issue, placed)),
    )
  } catch (cause) {
    if (!(cause instanceof JsonFault)) throw cause
    const { code, offset, message: said } = cause
    return faulty(text, [{ offset, path: '', code, said }])
  }
}

type Placeless = Omit<RecipeFault, 'line' | 'column'> & { offset: number }

/** Characters of what is told of a fault: they go into the log. */
const mostSaid = 300

function faulty(text: string, found: readonly Placeless[]): RecipeRead {
  const place = linesOf(text)
  const first = found.toSorted((one, other) => one.offset - other.offset).slice(0, mostFaults)
  const faults = first.map(({ offset, path, code, said }) => ({
    ...place(offset),
    path: path.slice(0, mostSaid),
    code,
    said: said.slice(0, mostSaid),
  }))
  return { kind: 'faulty', faults }
}

/** A person's own fields stand in the place of the repository's. */
export function withOwn(recipe: Recipe, own: Recipe): Recipe {
  return { ...recipe, ...own }
}

/**
 * Values that name what is neither a port of the recipe nor of the thread. Those of the repository are told of where a
 * person's own recipe takes the port away.
 */
function straysOf(recipe: Recipe, beside: Recipe, { places }: Placed): Placeless[] {
  const { environment = {}, ports = [] } = withOwn(beside, recipe)
  const known = new Set<string>([...ports, ...threadVariableNames])
  const strays = Object.entries(environment).flatMap(([name, value]): Placeless[] => {
    const said = strayReference(value, known)
    if (said === null) return []
    const path = recipe.environment ? `environment.${name}` : 'ports'
    return [{ offset: places.get(path) ?? 0, path, code: 'reference', said }]
  })
  return recipe.environment ? strays : strays.slice(0, 1)
}

type Issue = z.core.$ZodIssue

function faultsOf(issue: Issue, { value, places }: Placed): Placeless[] {
  const path = issue.path.map(String)
  const at = (key: string) => {
    const offset = places.get(key) ?? places.get(path.slice(0, -1).join('.')) ?? 0
    return { offset, path: written(issue.path) }
  }
  const here = at(path.join('.'))
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        ...at(`${path.join('.')}#${key}`),
        path: written([...issue.path, key]),
        code: 'unknown',
        said: key,
      }))
    case 'invalid_type': {
      const isMissing = valueAt(value, issue.path) === undefined
      return [{ ...here, code: isMissing ? 'missing' : 'type', said: issue.expected }]
    }
    case 'too_small':
      return [{ ...here, code: 'empty', said: '' }]
    case 'too_big':
      return [{ ...here, code: 'long', said: String(issue.maximum) }]
    case 'custom':
      return [{ ...here, code: ownCode(issue.params?.['fault']), said: told(value, issue.path) }]
    case 'invalid_key': {
      const key = path.at(-1) ?? ''
      const keyPlace = at(`${path.slice(0, -1).join('.')}#${key}`)
      return [{ ...keyPlace, code: 'variable', said: key }]
    }
    default:
      return [{ ...here, code: 'type', said: issue.message }]
  }
}

function ownCode(fault: unknown): 'pattern' | 'variable' | 'port' | 'twice' {
  return fault === 'variable' || fault === 'port' || fault === 'twice' ? fault : 'pattern'
}

/** Such as `commands[0].name`. */
function written(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`,
    )
    .join('')
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value
  for (const key of path)
    found = typeof found === 'object' && found ? Reflect.get(found, key) : undefined
  return found
}

function told(value: unknown, path: readonly PropertyKey[]): string {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found : ''
}
