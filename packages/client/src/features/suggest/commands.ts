// Which of the agent's commands fit what was typed. Pure.
import { foldedText, fuzzyScore } from '@a-parallel/contract/model'
import type { SlashCommand } from '@a-parallel/shared'

const most = 50

/** By name and other names first, then by what they say of themselves; without a query as the agent lists them. */
export function fittingCommands(commands: readonly SlashCommand[], query: string): SlashCommand[] {
  const sought = foldedText(query)
  if (sought === '') return commands.slice(0, most)
  return commands
    .flatMap((command) => {
      const score = scoreOf(command, sought)
      return score === null ? [] : [{ command, score }]
    })
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ command }) => command)
}

/** Whether it begins with the name of a plugin that has some of them: only the agent knows all of its skills. */
export function isOfPlugin(commands: readonly SlashCommand[], query: string): boolean {
  const plugin = /^[^:]+:(?=.)/.exec(query)?.[0]
  if (plugin === undefined) return false
  return commands.some(({ name, aliases }) =>
    [name, ...aliases].some((one) => one.startsWith(plugin)),
  )
}

const belowNames = 100_000

function scoreOf({ name, aliases, description }: SlashCommand, sought: string): number | null {
  const scores = [name, ...aliases]
    .map((one) => fuzzyScore(sought, foldedText(one)))
    .filter((score) => score !== null)
  if (scores.length > 0) return Math.max(...scores)
  const at = sought.length > 2 ? foldedText(description).indexOf(sought) : -1
  return at === -1 ? null : -belowNames - at
}
