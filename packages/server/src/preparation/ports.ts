// Free ports for worktrees: each thread holds a block of its own until it is archived or deleted. Whoever else listens on
// a port of a block keeps it; the next block is taken.
import { mostPorts } from '@a-parallel/contract/model'
import type { OwnerId, Ports, ThreadId } from '@a-parallel/shared'
import { createHash } from 'node:crypto'
import type { Runner } from '../runner/port.ts'
import type { PortTable } from './table.ts'

export interface PortBlocks {
  /**
   * The ports of a thread by their variables' names; the same again as long as it holds its block.
   * @param before what it had when it last held one: taken again where it is free.
   */
  hold(ask: {
    owner: OwnerId
    threadId: ThreadId
    names: readonly string[]
    before: Ports
  }): Promise<Ports>
  release(owner: OwnerId, threadId: ThreadId): void
  holders(): ThreadId[]
}

/** Below the ports that systems give to outgoing connections, and above those of well-known services. */
const firstPort = 21_000
const blocks = 1_100

export function portBlocks(
  table: PortTable,
  areFree: Runner['preparation']['areFree'],
): PortBlocks {
  return {
    async hold({ owner, threadId, names, before }) {
      if (names.length === 0) return {}
      const held = table.find(owner, threadId)
      if (held !== null) return portsOf(held, names)
      const earlier = Math.min(...Object.values(before))
      for (const first of candidates(threadId, earlier)) {
        if (table.isTaken(first)) continue
        if (!(await areFree(portNumbers(first, names.length)))) continue
        // Another thread may have come first while this one looked.
        if (table.take(first, owner, threadId)) return portsOf(first, names)
        const meanwhile = table.find(owner, threadId)
        if (meanwhile !== null) return portsOf(meanwhile, names)
      }
      return {}
    },
    release: (owner, threadId) => table.release(owner, threadId),
    holders: () => table.holders(),
  }
}

/** Begins at a place of the thread’s own, so that two servers on one machine seldom come to the same. */
function* candidates(threadId: ThreadId, earlier: number): Generator<number> {
  if (isFirst(earlier)) yield earlier
  const start = createHash('sha256').update(threadId).digest().readUInt32BE() % blocks
  for (let step = 0; step < blocks; step += 1)
    yield firstPort + ((start + step) % blocks) * mostPorts
}

function isFirst(port: number): boolean {
  const place = (port - firstPort) / mostPorts
  return Number.isInteger(place) && place >= 0 && place < blocks
}

function portNumbers(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => first + at)
}

function portsOf(first: number, names: readonly string[]): Ports {
  return Object.fromEntries(names.map((name, at) => [name, first + at]))
}
