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
  return told
    .filter(({ name }) => isName(name))
    .slice(0, most)
    .map(({ name, description, argumentHint, aliases }) => ({
      name,
      description: firstOf(description ?? '', longest.description),
      hint: firstOf(argumentHint ?? '', longest.hint),
      aliases: (aliases ?? []).filter(isName),
    }))
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
