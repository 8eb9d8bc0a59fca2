// Tool servers in the words of `claude`. They are given over stdin (`mcp_set_servers`), so that what is secret in them stands
// in no argument, no file and no journal; the answers name none of it.
import type { Signal, ToldToolServer, ToolServerConfig, ToolServerStatus } from '@a-parallel/shared'
import { z } from 'zod'
import { startedIn } from './started-in.ts'

/** The request that puts these in the place of those given before. */
export function setServers(servers: readonly ToolServerConfig[]): Record<string, unknown> {
  const entries = servers.map((server) => [server.name, configOf(server)] as const)
  return { subtype: 'mcp_set_servers', servers: Object.fromEntries(entries) }
}

/** The request that reaches one of them anew. Its answer names nothing of it but why it failed. */
export function reconnect(name: string): Record<string, unknown> {
  return { subtype: 'mcp_reconnect', serverName: name }
}

function configOf({ transport, timeoutMs }: ToolServerConfig): Record<string, unknown> {
  const config =
    transport.type === 'stdio'
      ? { type: 'stdio', ...startedIn(transport.cwd, transport), env: transport.env }
      : { ...transport, headers: mapValues(transport.headers, asWritten) }
  return timeoutMs === null ? config : { ...config, timeout: timeoutMs }
}

/**
 * The program fills a header in with variables of its own environment (`${NAME}`, `${NAME:-otherwise}`), where the keys of its
 * account stand: whoever wrote a configuration that is pasted would be sent them. So that no name is left, the `$` is made one.
 */
function asWritten(value: string): string {
  return value.replaceAll('${', () => `\${A_PARALLEL_NONE:-$}{`)
}

function mapValues(
  record: Record<string, string>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))
}

const statuses: Record<string, ToolServerStatus> = {
  connected: 'connected',
  failed: 'failed',
  'needs-auth': 'needs-sign-in',
  pending: 'pending',
  disabled: 'disabled',
}

/** One that it does not know by now is at least not connected. */
export function statusOf(told: string): ToolServerStatus {
  return statuses[told] ?? 'failed'
}

const longestError = 2000

export function errorOf(told: string | null | undefined): string | null {
  return told ? told.slice(0, longestError) : null
}

const Given = z.object({
  errors: z.record(z.string(), z.string()).default({}),
  added: z.array(z.string()).default([]),
  removed: z.array(z.string()).default([]),
})

export type ToldServers = Extract<Signal, { type: 'tool-servers-told' }>
type Standing = Readonly<Record<string, ToolServerStatus>>

/** How they stand by what was told: one that is new and has told no fault is not known yet. */
export function standingAfter(
  before: Standing,
  { servers, partly, added = [], removed = [] }: ToldServers,
): Standing {
  const known = new Map(partly ? Object.entries(before) : [])
  for (const name of [...removed, ...added]) known.delete(name)
  for (const { name, status } of servers) known.set(name, status)
  return Object.fromEntries(known)
}

/** The same, told again to a server that was not there when it was told. */
export function standingAgain(standing: Standing): Signal[] {
  const servers = Object.entries(standing).map(([name, status]) => ({ name, status, error: null }))
  return servers.length > 0 ? [{ type: 'tool-servers-told', servers, partly: true }] : []
}

/** What it said to `mcp_set_servers`: those that it could not reach, those that are new to it and told no fault, and those that it has no more. */
export function readGiven(body: unknown): ToldServers {
  const { errors = {}, added = [], removed = [] } = Given.safeParse(body).data ?? {}
  const servers = Object.entries(errors).map(([name, error]): ToldToolServer => ({
    name,
    status: 'failed',
    error: errorOf(error),
  }))
  const well = added.filter((name) => !Object.hasOwn(errors, name))
  return { type: 'tool-servers-told', servers, partly: true, added: well, removed }
}

/** What it said to `mcp_reconnect`. @param fault null: it is connected. */
export function readReconnected(name: string, fault: string | null): ToldServers[] {
  // It was taken away meanwhile.
  if (fault?.startsWith('Server not found')) return []
  const standing = /^Server status: (\S+)$/.exec(fault ?? '')?.[1]
  const status = fault === null ? 'connected' : statusOf(standing ?? 'failed')
  const error = status === 'failed' ? errorOf(fault) : null
  return [{ type: 'tool-servers-told', servers: [{ name, status, error }], partly: true }]
}
