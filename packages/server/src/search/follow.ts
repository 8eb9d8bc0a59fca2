// Keeps the index behind the logs, in small steps between everything else: whoever types or watches agents notices nothing.
import type { ThreadId } from '@a-parallel/shared'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bus } from '../bus/port.ts'
import type { Log } from '../platform/log.ts'
import type { LoggedThread, SearchIndex, ThreadLog } from '../store/port.ts'
import { documentOf } from './documents.ts'

export interface FollowPorts {
  index: SearchIndex
  log: Pick<ThreadLog, 'read'>
  bus: Bus
  serverLog: Log
}

export interface Follow {
  /** How many events are not in the index yet. */
  behind(): number
  /** Resolves when the step under way is over; none follows. */
  stop(): Promise<void>
}

/** At the start there is more urgent work. */
const firstAfterMs = 1_500
/** What is said in the meantime goes into the index in one step. */
const gatherMs = 300
const stepMs = 5
const pauseMs = 20
const batch = 40

type Waiting = LoggedThread | Gone
type Gone = { id: ThreadId; seq: null }

const gone = (id: ThreadId): Gone => ({ id, seq: null })

export function followLogs(ports: FollowPorts): Follow {
  const { index, bus } = ports
  const waiting = new Map<ThreadId, Waiting>()
  const ending = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let going: Promise<void> | null = null
  const work = () => {
    timer = null
    going ??= catchUp(ports, waiting, ending.signal).finally(() => {
      going = null
      if (waiting.size > 0) later(gatherMs)
    })
  }
  const later = (ms: number) => {
    if (!ending.signal.aborted) timer ??= setTimeout(work, ms).unref()
  }
  const leave = bus.subscribe((news) => {
    if (news.type !== 'events') return
    const { summary, threadId } = news
    waiting.set(threadId, summary ?? gone(threadId))
    later(gatherMs)
  })
  timer = setTimeout(() => {
    const threads = index.threads()
    const there = new Set(threads.map(({ id }) => id))
    for (const id of index.known()) if (!there.has(id)) waiting.set(id, gone(id))
    for (const thread of threads)
      if (index.reached(thread.id) !== thread.seq && !waiting.has(thread.id))
        waiting.set(thread.id, thread)
    work()
  }, firstAfterMs).unref()
  return {
    behind: () =>
      [...waiting.values()].reduce(
        (sum, { id, seq }) => sum + (seq === null ? 0 : Math.max(0, seq - index.reached(id))),
        0,
      ),
    async stop() {
      ending.abort()
      leave()
      if (timer) clearTimeout(timer)
      await going
    },
  }
}

async function catchUp(
  ports: FollowPorts,
  waiting: Map<ThreadId, Waiting>,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const until = performance.now() + stepMs
    while (performance.now() < until) {
      const [first] = waiting
      if (!first || signal.aborted) return
      const [id, thread] = first
      try {
        if (isIn(ports, thread)) waiting.delete(id)
      } catch (cause) {
        // It is tried again when something more is said there, and at the next start.
        waiting.delete(id)
        ports.serverLog.error({ err: cause, threadId: id }, 'a thread cannot be searched')
      }
    }
    await wait(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** Goes one step on with a thread; true when there is nothing more to do. */
function isIn({ index, log }: FollowPorts, thread: Waiting): boolean {
  if (thread.seq === null) {
    index.forget(thread.id)
    return true
  }
  let reached = index.reached(thread.id)
  // The log ends before: it was made anew from a backup, and other things may stand in the same places.
  if (reached > thread.seq) {
    index.forget(thread.id)
    reached = 0
  }
  if (reached === thread.seq) return true
  const events = log.read(thread.id, reached, batch)
  const upTo = events.at(-1)?.seq ?? thread.seq
  const documents = events.map(documentOf).filter((one) => one !== null)
  index.add(thread, documents, upTo)
  return upTo >= thread.seq
}
