// What the agent understands behind a slash: its own commands, and the skills and commands that a person or a repository
// brings. Told with the handshake, and anew whenever it changes.
import type { SlashCommand } from '@a-parallel/shared'
import type { z } from 'zod'
import { CommandsChanged, type Greeting } from './lines.ts'
import type { Reading } from './reading.ts'

type Told = NonNullable<z.infer<typeof Greeting>['commands']>

/** More than anybody looks through. */
const most = 500
const longest = { name: 100, description: 200, hint: 100 }

export function commandsOf(told: Told): SlashCommand[] {
  const names = told.map(({ name }) => name)
  const isShared = (name: string) => names.indexOf(name) !== names.lastIndexOf(name)
  return told
    .filter(({ name }) => isName(name))
    .slice(0, most)
    .map(({ name: short, description, argumentHint, aliases }) => {
      const long = longName(short, description ?? '')
      const name = long !== null && isName(long) && isShared(short) ? long : short
      const others = [...(aliases ?? []), ...(long === null || long === name ? [] : [long])]
      return {
        name,
        description: firstOf(description ?? '', longest.description),
        hint: firstOf(argumentHint ?? '', longest.hint),
        aliases: others.filter(isName),
      }
    })
}

/**
 * A plugin's skill is told by its short name, as `(plugin) What it is for`. `plugin:name` is understood as well, and is
 * that skill also where the short name is another's: what a person or a repository wrote, which ends in whose it is.
 */
function longName(name: string, description: string): string | null {
  const plugin = /^\((\S+)\) /.exec(description)?.[1]
  const isPlugins = plugin !== undefined && !/\((?:user|project)\)$/.test(description)
  return isPlugins && !name.includes(':') ? `${plugin}:${name}` : null
}

export function readCommandsChanged(value: unknown, reading: Reading): void {
  const { data } = CommandsChanged.safeParse(value)
  if (data) reading.signals.push({ type: 'commands-changed', commands: commandsOf(data.commands) })
}

function isName(name: string): boolean {
  return name.length <= longest.name && /^\S+$/.test(name)
}

/** Skills describe themselves at length, to the model. */
function firstOf(text: string, limit: number): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= limit ? line : `${line.slice(0, limit - 1).trimEnd()}…`
}
