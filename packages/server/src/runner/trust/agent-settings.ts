// What a repository's settings for the agent hold that runs, permits or redirects by itself, and the tool servers that it
// names. Only keys that are known to describe are let pass: a later agent may know more keys than this.
import type { Brought, BroughtKind } from '@a-parallel/shared'
import { z } from 'zod'
import { broughtOf } from './brought.ts'

/** Relative to the checkout. */
export const settingsFiles = ['.claude/settings.json', '.claude/settings.local.json'] as const
export const mcpFile = '.mcp.json'

const harmless = new Set([
  '$schema',
  'model',
  'outputStyle',
  'includeCoAuthoredBy',
  'attribution',
  'language',
])

const Shape = z.record(z.string(), z.unknown())
const HookGroup = z.object({ hooks: z.array(z.unknown()) })
const Said = z.union([
  z.object({ command: z.string() }).transform(({ command }) => command),
  z.object({ prompt: z.string() }).transform(({ prompt }) => prompt),
  z.object({ url: z.string() }).transform(({ url }) => url),
])

/** @param text what the file holds. */
export function settingsBrought(file: string, text: string): Brought[] {
  const settings = parsed(text)
  if (!settings) return [broughtOf('agent-setting', { file, key: '' }, text)]
  return Object.entries(settings).flatMap(([key, value]): Brought[] => {
    if (harmless.has(key)) return []
    const parts = Shape.safeParse(value)
    if (key === 'hooks' && parts.success) return hooksBrought(file, parts.data)
    if (key === 'permissions' && parts.success)
      return each('agent-permission', file, key, parts.data)
    if (key === 'env' && parts.success) return each('agent-environment', file, key, parts.data)
    return [broughtOf('agent-setting', { file, key }, written(value))]
  })
}

/** @param text what `.mcp.json` holds. */
export function serversBrought(file: string, text: string): Brought[] {
  const servers = Shape.safeParse(parsed(text)?.['mcpServers'])
  if (!servers.success) return [broughtOf('mcp-server', { file, key: '' }, text)]
  return Object.entries(servers.data).map(([key, server]) =>
    broughtOf('mcp-server', { file, key }, JSON.stringify(server), lineOf(server)),
  )
}

function hooksBrought(file: string, events: Record<string, unknown>): Brought[] {
  return Object.entries(events).flatMap(([event, groups]) => {
    const place = { file, key: `hooks.${event}` }
    const known = z.array(HookGroup).safeParse(groups)
    if (!known.success) return [broughtOf('agent-hook', place, written(groups))]
    return z
      .array(Shape)
      .parse(groups)
      .flatMap((group, at) =>
        (known.data[at]?.hooks ?? []).map((hook) => {
          const said = Said.safeParse(hook)
          // With its group: a matcher that changed lets it run elsewhere.
          const whole = JSON.stringify([{ ...group, hooks: null }, hook])
          return broughtOf('agent-hook', place, whole, said.success ? said.data : written(hook))
        }),
      )
  })
}

function each(
  kind: BroughtKind,
  file: string,
  key: string,
  parts: Record<string, unknown>,
): Brought[] {
  return Object.entries(parts).map(([name, value]) => {
    const shown = Array.isArray(value) ? value.map(written).join('\n') : written(value)
    return broughtOf(kind, { file, key: `${key}.${name}` }, JSON.stringify(value), shown)
  })
}

const Command = z.object({ command: z.string(), args: z.array(z.string()).default([]) })
const Address = z.object({ url: z.string() })

/** A server's command line or address, and then the rest of what is said of it. */
function lineOf(server: unknown): string {
  const shape = Shape.safeParse(server)
  if (!shape.success) return written(server)
  const command = Command.safeParse(server)
  const address = Address.safeParse(server)
  const { command: _, args: __, url: ___, type: ____, ...rest } = shape.data
  const line = command.success
    ? [command.data.command, ...command.data.args].join(' ')
    : address.success
      ? address.data.url
      : null
  if (line === null) return written(server)
  return Object.keys(rest).length > 0 ? `${line}\n${JSON.stringify(rest)}` : line
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    return Shape.parse(JSON.parse(text))
  } catch {
    return null // Whoever asks takes what cannot be read for something to be trusted.
  }
}

function written(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
