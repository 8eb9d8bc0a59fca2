// The dev servers that this server knows of: each thread has one of a name. What changed is told to one listener.
import type { DevServer, ThreadId } from '@a-parallel/shared'
import type { DevServerId, HeldDevServers } from '../dev-server-port.ts'
import type { DevServerRecord } from './record.ts'

export interface Held {
  dir: string
  record: DevServerRecord
  server: DevServer
  /** Stops waiting for its end. */
  unwatch: () => void
}

export type HeldAll = ReturnType<typeof openHeld>

export function openHeld() {
  const held = new Map<string, Held>()
  let tell: ((changed: HeldDevServers) => void) | null = null
  const of = (threadId: ThreadId) =>
    [...held.values()].filter(({ record }) => record.threadId === threadId)
  const told = (one: Held) => {
    const { threadId, owner } = one.record
    tell?.({ threadId, owner, servers: of(threadId).map(({ server }) => server) })
  }
  return {
    listen: (changed: (held: HeldDevServers) => void) => void (tell = changed),
    of,
    find: (id: DevServerId) => held.get(keyOf(id)) ?? null,
    running: () => [...held.values()].filter(({ server }) => server.state === 'running'),
    all(): HeldDevServers[] {
      const threads = new Map([...held.values()].map(({ record }) => [record.threadId, record]))
      return [...threads.values()].map(({ threadId, owner }) => ({
        threadId,
        owner,
        servers: of(threadId).map(({ server }) => server),
      }))
    },
    put(one: Held): void {
      held.get(keyOf(one.record))?.unwatch()
      held.set(keyOf(one.record), one)
      told(one)
    },
    /** Says anew how it stands, if it is held still; nobody is told of what stays the same. */
    restate(one: Held, server: DevServer): void {
      if (held.get(keyOf(one.record)) !== one) return
      if (JSON.stringify(one.server) === JSON.stringify(server)) return
      one.server = server
      told(one)
    },
    drop(one: Held): void {
      one.unwatch()
      if (held.get(keyOf(one.record)) === one) held.delete(keyOf(one.record))
      told(one)
    },
    detach() {
      tell = null
      for (const { unwatch } of held.values()) unwatch()
    },
  }
}

function keyOf({ threadId, name }: DevServerId): string {
  return `${threadId} ${name}`
}
