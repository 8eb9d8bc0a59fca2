// How the dev servers of a thread stand beside what its recipe offers. Pure.
import type { DevServer, OfferedDevServer } from '@a-parallel/shared'

export interface ServerLine {
  name: string
  command: string
  /** Null: it was never started. */
  server: DevServer | null
  /** The recipe has it still, so it can be started. */
  isOffered: boolean
}

/** In the order of the recipe; what it has no more comes last, for as long as it is told of. */
export function linesOf(
  offered: readonly OfferedDevServer[],
  servers: readonly DevServer[],
): ServerLine[] {
  const names = new Set(offered.map(({ name }) => name))
  return [
    ...offered.map(({ name, command }) => ({
      name,
      command,
      server: servers.find((one) => one.name === name) ?? null,
      isOffered: true,
    })),
    ...servers
      .filter(({ name }) => !names.has(name))
      .map((server) => {
        const { name, command } = server
        return { name, command, server, isOffered: false }
      }),
  ]
}

export type ServerWord =
  | 'idle'
  | 'starting'
  | 'listening'
  | 'stopped'
  | 'ended'
  | 'failed'
  | 'signalled'
  | 'lost'

/** What is said of it. */
export function wordOf(server: DevServer | null): ServerWord {
  if (!server) return 'idle'
  const { state, listens, code, signal } = server
  if (state === 'running') return listens.length > 0 ? 'listening' : 'starting'
  if (state !== 'ended') return state
  if (signal !== null) return 'signalled'
  return code === 0 ? 'ended' : 'failed'
}

/** The ports to open in a browser: the one that it was given first. */
export function portsOf({ port, listens }: DevServer): number[] {
  return port !== null && listens.includes(port)
    ? [port, ...listens.filter((one) => one !== port)]
    : listens
}

/** What listens in a thread, to be looked at. */
export interface Listening {
  name: string
  port: number
  /** Which start of it; another one is loaded anew. */
  key: string
}

export function listeningOf(servers: readonly DevServer[]): Listening[] {
  return servers
    .filter(({ state }) => state === 'running')
    .flatMap((server) =>
      portsOf(server).map((port) => ({ name: server.name, port, key: server.key })),
    )
}

export function addressOf(port: number): { host: string; href: string } {
  const host = `localhost:${port}`
  return { host, href: `http://${host}` }
}
