// The face of spares: a worktree with an agent in it that waits for a thread which somebody is writing. Few at a time,
// only where the machine has room, and never longer than somebody writes. None is ever shown as a thread.
import type { OwnerId, RunId, ThreadId } from '@a-parallel/shared'
import type { KnownSpare } from '../runner/port.ts'
import {
  Spare,
  type MadePlace,
  type SpareHow,
  type SpareNames,
  type SparePlace,
  type SparePorts,
  type SpareWish,
} from './spare.ts'

export type { MadePlace }
export type Spares = ReturnType<typeof openSpares>

const most = 2
/** How long nobody may write, and how long a thread may wait for its first run. */
const idleMs = 5 * 60_000
const takenMs = 10 * 60_000

/** Where a thread works and what its run is, each null before its time; undefined where there is no such thread. */
type ThreadOf = (threadId: ThreadId) => { path: string | null; runId: RunId | null } | undefined

export function openSpares(ports: SparePorts) {
  const spares = new Map<ThreadId, Spare>()
  const open = (owner: OwnerId, threadId: ThreadId) => {
    const spare: Spare = new Spare(ports, owner, threadId, () => {
      if (spares.get(threadId) === spare) spares.delete(threadId)
    })
    spares.set(threadId, spare)
    return spare
  }
  const dropOldest = () => {
    const waiting = [...spares.values()].filter((spare) => spare.waits)
    for (const spare of waiting.slice(0, Math.max(0, waiting.length - most))) void spare.drop()
  }
  return {
    /** Somebody writes this thread: what it would begin with is made ready, or kept so. Nobody waits for that. */
    want(wish: SpareWish): void {
      const { owner, threadId } = wish
      const spare = spares.get(threadId) ?? open(owner, threadId)
      if (spare.owner !== owner) return
      // The one that is written now is the last to go.
      spares.delete(threadId)
      spares.set(threadId, spare)
      spare.want(wish, idleMs)
      dropOldest()
    },
    /** Its thread is being created. */
    look: (threadId: ThreadId): void => spares.get(threadId)?.look(),
    /** Nobody writes it any more, or its thread is gone. */
    async drop(owner: OwnerId, threadId: ThreadId): Promise<void> {
      const spare = spares.get(threadId)
      if (spare?.owner === owner) await spare.drop()
    },
    /**
     * The thread is there, and its worktree is about to be made: from now on what waits for it is its own. Null where it
     * is to be made after all; nothing else stands in its place then.
     */
    async take(threadId: ThreadId, place: SparePlace): Promise<MadePlace | null> {
      return (await spares.get(threadId)?.take(place, takenMs)) ?? null
    },
    /** How the thread's first run is to be called for the agent that waits; null where none does that was started so. */
    names: (threadId: ThreadId, how: SpareHow): SpareNames | null =>
      spares.get(threadId)?.names(how) ?? null,
    /** The log has its first run. */
    begun: (threadId: ThreadId): void => spares.get(threadId)?.begun(),
    /** Clears away what an earlier server made ready. */
    async recover(threadOf: ThreadOf): Promise<void> {
      const left = ports.runner.spares.known().filter(({ threadId }) => !spares.has(threadId))
      const nobody = '' as OwnerId // So that nobody's wish is met before it is cleared away.
      await Promise.all(
        left.map((one) => open(nobody, one.threadId).clear(() => clearAway(ports, one, threadOf))),
      )
    },
    /** Ends the agents that wait; the next server clears the rest away. */
    async close(): Promise<void> {
      await Promise.all([...spares.values()].map((spare) => spare.close()))
    },
  }
}

async function clearAway(
  { runner: { spares: made, disk }, preparations }: SparePorts,
  { owner, threadId, runId, path }: KnownSpare,
  threadOf: ThreadOf,
): Promise<void> {
  const found = threadOf(threadId)
  if (!found && owner !== null) preparations.releasePorts(owner, threadId)
  // Either may be written as it was asked for, and the data directory lie behind a link.
  const theirs = found?.path ?? null
  const isTheirs = theirs !== null && (await disk.placeOf(theirs)) === (await disk.placeOf(path))
  if (!found || !isTheirs) return made.remove(threadId)
  if (found.runId !== runId) await made.dismiss(threadId)
  made.handOver(threadId)
}
