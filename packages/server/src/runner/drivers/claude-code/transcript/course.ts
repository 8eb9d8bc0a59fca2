// Which lines of a session belong to its last course. Each line names the one before it; where a person went back, or the
// program held several calls at once, the chain has branches. What the agent knows is the chain behind its last line.
import type { SessionCourse } from '../../sessions-port.ts'
import { turnId } from '../names.ts'
import { readEntry, type Entry } from './entry.ts'

/** Of a longer session nothing is left out: it would take too much to remember. */
const mostLines = 500_000

export function openCourse(): SessionCourse {
  const parents = new Map<string, string | null>()
  const order = new Map<string, number>()
  /** Summaries, which an earlier version of the program did not tie to what they sum up. */
  const summaries = new Set<string>()
  let last: string | null = null
  return {
    note(line) {
      const entry = readEntry(line)?.entry
      if (!entry?.uuid || entry.isSidechain || order.size >= mostLines) return
      const { uuid, type } = entry
      // A line that comes twice goes on from where it stood first: whoever makes a circle is not followed round it.
      if (order.has(uuid)) return
      order.set(uuid, order.size)
      parents.set(uuid, entry.parentUuid ?? entry.logicalParentUuid ?? null)
      if (entry.isCompactSummary || entry.subtype === 'compact_boundary') summaries.add(uuid)
      if ((type === 'user' || type === 'assistant') && isWhole(entry)) last = uuid
    },
    course() {
      if (last === null || order.size >= mostLines) return () => true
      const { known, first, isTorn } = follow(parents, last)
      // Where the chain is torn nobody can tell: all that stands in front of it is taken for a part of it.
      const before = isTorn || summaries.has(first) ? (order.get(first) ?? -1) : -1
      return (uuid, answered) => {
        if (known.has(uuid)) return true
        const place = order.get(uuid)
        if (place === undefined || place < before) return true
        return answered !== null && known.has(answered)
      }
    },
  }
}

/** What is no line of a conversation is none's end. */
function isWhole({ uuid, message }: Entry): boolean {
  const content = message?.content
  return turnId(uuid ?? '') !== null && (typeof content === 'string' || Array.isArray(content))
}

/** The chain behind a line, its first line, and whether another one should stand before that which is not there. */
function follow(
  parents: ReadonlyMap<string, string | null>,
  last: string,
): { known: Set<string>; first: string; isTorn: boolean } {
  const known = new Set<string>()
  let first = last
  let current: string | null = last
  while (current !== null && !known.has(current)) {
    known.add(current)
    first = current
    const parent: string | null = parents.get(current) ?? null
    if (parent !== null && !parents.has(parent)) return { known, first, isTorn: true }
    current = parent
  }
  return { known, first, isTorn: false }
}
