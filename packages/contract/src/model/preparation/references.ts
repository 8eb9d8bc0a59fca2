// What stands in the values of a recipe's environment for something of its thread: `${NAME}` for a port of the recipe, or
// for a variable that tells of the thread; `$${` for the text `${` itself. Pure.

/** What the agent, the commands and the dev servers of a thread see of it. */
export const threadVariableNames = [
  'A_PARALLEL_THREAD_NAME',
  'A_PARALLEL_THREAD_ID',
  'A_PARALLEL_THREAD_PATH',
  'A_PARALLEL_PROJECT_PATH',
] as const
export type ThreadVariable = (typeof threadVariableNames)[number]

const reference = /\$\$\{|\$\{(?:(\w+)\})?/g
const mostSaid = 60

/** The first thing in a value that stands for nothing that is known; null: there is none. */
export function strayReference(value: string, known: ReadonlySet<string>): string | null {
  for (const { 0: found, 1: name, index } of value.matchAll(reference)) {
    if (found === '$${' || (name !== undefined && known.has(name))) continue
    return name === undefined ? value.slice(index, index + mostSaid) : found
  }
  return null
}

/** With what its references stand for; null where one of them has no value, such as a port when none was free. */
export function filledIn(value: string, known: ReadonlyMap<string, string>): string | null {
  let isWhole = true
  const text = value.replaceAll(reference, (found, name?: string) => {
    if (found === '$${') return '${'
    const held = name === undefined ? undefined : known.get(name)
    isWhole &&= held !== undefined
    return held ?? ''
  })
  return isWhole ? text : null
}
