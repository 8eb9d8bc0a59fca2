// What a checkout's `.a-parallel.json` brings that runs, or steers what runs: its commands and its environment. A recipe
// with faults brings nothing, since nothing of it is used.
import { readRecipe, recipeFile as file } from '@a-parallel/contract/model'
import type { Brought } from '@a-parallel/shared'
import type { SaidByRecipe } from '../preparation-port.ts'
import { readRecipeFile } from '../preparation/recipe-file.ts'
import { broughtOf, orUnreadable } from './brought.ts'

export function recipeBrought(root: string): Promise<Brought[]> {
  return orUnreadable(file, readBrought(root))
}

async function readBrought(root: string): Promise<Brought[]> {
  const text = await readRecipeFile(root)
  const read = text === null ? null : readRecipe(text)
  return read?.kind === 'read' ? broughtBySaid(read.recipe) : []
}

/** The same of what was read of a recipe before, wherever it was kept since. */
export function broughtBySaid({
  commands = [],
  teardown = [],
  servers = [],
  environment = {},
}: SaidByRecipe): Brought[] {
  return [
    ...commands.map((one) => commandBrought('setup-command', one)),
    ...teardown.map((one) => commandBrought('teardown-command', one)),
    ...servers.map((one) => commandBrought('dev-server', one)),
    ...Object.entries(environment).map(([key, value]) =>
      broughtOf('setup-variable', { file, key }, value),
    ),
  ]
}

function commandBrought(
  kind: 'setup-command' | 'teardown-command' | 'dev-server',
  { name, command }: { name: string; command: string },
): Brought {
  return broughtOf(kind, { file, key: name }, command)
}
