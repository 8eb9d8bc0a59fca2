// How much of a session becomes the beginning of a thread: its end. All of that is one append, so that there is no half of an
// import, and for it everything else on this server waits. What was said before is counted, and its agent knows it all the same.
import type { WholeSession } from '../../runner/port.ts'

/** Items, and how many UTF-16 units they may come to as JSON. */
const mostTaken = { items: 5_000, units: 6_000_000 }

export function takenOver(read: WholeSession, most: typeof mostTaken = mostTaken): WholeSession {
  const { length } = read.items
  let from = length
  for (let units = 0; from > 0 && length - from < most.items; from -= 1) {
    units += JSON.stringify(read.items[from - 1]).length
    if (units > most.units && from < length) break
  }
  if (from === 0) return read
  const items = read.items.slice(from)
  const needed = new Set(items.map(({ turnId }) => turnId))
  const last = read.turns.at(-1)
  const turns = read.turns.filter((turn) => turn === last || needed.has(turn.id))
  return { ...read, items, turns, omitted: read.omitted + from }
}
