// The views of the threads that were used last, kept in memory; any of them can be read from the log again.
import { activeTurn, grow, Problem } from '@a-parallel/contract/model'
import type { Actor, ThreadId, ThreadView } from '@a-parallel/shared'
import type { ThreadLog } from '../store/port.ts'

const page = 2000
/** Fewer events than this are read as fast as a snapshot. */
const fewEvents = 500
/** Writing a longer one down would hold everybody up for more than a moment (100 ms here). */
const mostEvents = 20_000

export interface Views {
  /** The thread as its log makes it, or null when it has none. Its items grow in place: copy them to keep them. */
  get(threadId: ThreadId): ThreadView | null
  put(view: ThreadView): void
  /** What is kept of the thread is not what its log holds: read it again. */
  forget(threadId: ThreadId): void
  /** The thread, if it exists and is this actor's own. Throws `thread_not_found`, which does not tell which it was. */
  own(actor: Actor, threadId: ThreadId): ThreadView
}

interface Kept {
  view: ThreadView
  /** The seq of its latest snapshot. */
  snapshotAt: number
}

/** @param capacity how many views are kept. */
export function openViews(log: ThreadLog, capacity = 64): Views {
  const kept = new Map<ThreadId, Kept>()
  const keep = (entry: Kept) => {
    kept.delete(entry.view.id)
    kept.set(entry.view.id, entry)
    const [oldest] = kept.values()
    if (kept.size <= capacity || !oldest) return
    kept.delete(oldest.view.id)
    if (isDue(oldest)) later(() => void log.keepSnapshot(oldest.view))
  }
  const atRest = (threadId: ThreadId) => {
    const entry = kept.get(threadId)
    if (!entry || !isDue(entry) || activeTurn(entry.view)) return
    if (log.keepSnapshot(entry.view)) entry.snapshotAt = entry.view.seq
  }
  const get = (threadId: ThreadId) => {
    const known = kept.get(threadId)
    if (known) return known.view
    const loaded = load(log, threadId)
    if (loaded) keep(loaded)
    return loaded?.view ?? null
  }
  return {
    get,
    put(view) {
      const entry = { view, snapshotAt: kept.get(view.id)?.snapshotAt ?? 0 }
      keep(entry)
      if (isDue(entry) && !activeTurn(view)) later(() => atRest(view.id))
    },
    forget: (threadId) => void kept.delete(threadId),
    own(actor, threadId) {
      const view = get(threadId)
      if (!view || view.deleted || actor.kind !== 'person' || view.owner !== actor.id) {
        throw new Problem('thread_not_found')
      }
      return view
    },
  }
}

/** Ever further apart as the log grows, so that what they cost an event stays the same. */
function isDue({ view, snapshotAt }: Kept): boolean {
  if (view.deleted || view.seq > mostEvents) return false
  return view.seq - snapshotAt >= Math.max(fewEvents, view.seq / 4)
}

/** Not in the rush in which agents finish or a server catches up, and not for all threads in the same moment. */
const restMs = 5_000

function later(work: () => void): void {
  setTimeout(work, restMs * (1 + Math.random())).unref()
}

function load(log: ThreadLog, threadId: ThreadId): Kept | null {
  let view = log.snapshot(threadId)
  const snapshotAt = view?.seq ?? 0
  for (;;) {
    const events = log.read(threadId, view?.seq ?? 0, page)
    view = grow(view, events)
    if (events.length < page) return view && { view, snapshotAt }
  }
}
