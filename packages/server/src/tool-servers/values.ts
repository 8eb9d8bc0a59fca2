// The values of a tool server's environment or headers: sealed as one secret, and put together with the rest for the agent.
import { Problem } from '@a-parallel/contract/model'
import type {
  GivenTransport,
  OwnerId,
  ToolServerId,
  ToolServerTransport,
  UnplacedToolServer,
} from '@a-parallel/shared'
import { z } from 'zod'
import type { Secrets } from '../secrets/index.ts'
import type { ToolServerRow } from './table.ts'

export type Values = Record<string, string>

const Kept = z.record(z.string(), z.string())

export function openValues(secrets: Secrets) {
  return {
    /** Throws `tool_server_unreadable` when their key is gone. */
    read(owner: OwnerId, id: ToolServerId): Values {
      const secret = secrets.read(owner, purposeOf(id))
      if (secret.kind === 'unreadable') throw unreadable()
      return secret.kind === 'set' ? Kept.parse(JSON.parse(secret.text)) : {}
    },
    write(owner: OwnerId, id: ToolServerId, values: Values): void {
      if (Object.keys(values).length === 0) secrets.forget(owner, purposeOf(id))
      else secrets.set(owner, purposeOf(id), JSON.stringify(values))
    },
    forget: (owner: OwnerId, id: ToolServerId): void => secrets.forget(owner, purposeOf(id)),
  }
}

function purposeOf(id: ToolServerId): string {
  return `tool-server:${id}`
}

export function unreadable(): Problem {
  return new Problem(
    'tool_server_unreadable',
    'Its values were sealed with a key that is gone. Enter them again, or put the old encryption.key back.',
  )
}

/**
 * Where what was kept went: it is not sent elsewhere because somebody changed an address or a program. The programs that start
 * others (npx, uvx, docker, node) tell by their arguments which.
 */
function target(transport: ToolServerTransport | GivenTransport): string {
  if (transport.type !== 'stdio') return new URL(transport.url).origin
  return JSON.stringify([transport.command, ...transport.args])
}

/**
 * The values that are to be kept. Throws `tool_server_value_missing` for one that stays as it was and was not there, or was
 * meant for another place.
 */
export function valuesOf(
  given: GivenTransport,
  before: { transport: ToolServerTransport; read: () => Values } | null,
): Values {
  const entries = Object.entries(given.values)
  const stays = entries.some(([, value]) => value === null)
  const kept = stays && before && target(before.transport) === target(given) ? before.read() : {}
  return Object.fromEntries(
    entries.map(([name, value]) => {
      const found = value ?? (Object.hasOwn(kept, name) ? kept[name] : undefined)
      if (found === undefined)
        throw new Problem('tool_server_value_missing', `Enter the value of ${name}.`, { name })
      return [name, found]
    }),
  )
}

/** Without the values. */
export function shownTransport(given: GivenTransport): ToolServerTransport {
  const { values, ...rest } = given
  return { ...rest, names: Object.keys(values) }
}

export function configOf(row: ToolServerRow, values: Values): UnplacedToolServer {
  const { name, transport, timeoutMs } = row
  const id = row.id as ToolServerId // Written from one.
  const kept = Object.fromEntries(transport.names.map((one) => [one, values[one] ?? '']))
  if (transport.type === 'stdio') {
    const { type, command, args, inCheckout } = transport
    return { id, name, timeoutMs, transport: { type, command, args, env: kept, inCheckout } }
  }
  const { type, url } = transport
  return { id, name, timeoutMs, transport: { type, url, headers: kept } }
}

/** Short ones are words like `true`. */
const shortestSecret = 4

/** Of several words in one value, `Bearer` and the like are not secret. */
const shortestWord = 8

/** A text without the values or words of them, should the program have put one into it. */
export function withoutValues(text: string, values: Values): string {
  const whole = Object.values(values).filter((value) => value.length >= shortestSecret)
  const words = whole.flatMap((value) => value.split(/\s+/))
  return [...whole, ...words.filter((word) => word.length >= shortestWord)]
    .toSorted((one, other) => other.length - one.length)
    .reduce((left, value) => left.replaceAll(value, '•••'), text)
}
