// Tool servers in the words of `claude`. They are given over stdin (`mcp_set_servers`), so that what is secret in them stands
// in no argument, no file and no journal; the answers name none of it.
import type { ToldToolServer, ToolServerConfig, ToolServerStatus } from '@a-parallel/shared'
import { z } from 'zod'

/** The request that puts these in the place of those given before. */
export function setServers(servers: readonly ToolServerConfig[]): Record<string, unknown> {
  const entries = servers.map((server) => [server.name, configOf(server)] as const)
  return { subtype: 'mcp_set_servers', servers: Object.fromEntries(entries) }
}

function configOf({ transport, timeoutMs }: ToolServerConfig): Record<string, unknown> {
  const config =
    transport.type === 'stdio'
      ? transport
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

const Given = z.object({ errors: z.record(z.string(), z.string()).default({}) })

/** What it said to `mcp_set_servers`: those that it could not reach. */
export function givenFaults(body: unknown): ToldToolServer[] {
  const { data } = Given.safeParse(body)
  return Object.entries(data?.errors ?? {}).map(([name, error]) => ({
    name,
    status: 'failed',
    error: errorOf(error),
  }))
}
