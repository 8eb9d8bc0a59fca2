// Keeps the index behind the logs, in small steps between everything else: whoever types or watches agents notices nothing.
import type { ThreadId } from '@a-parallel/shared'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bus } from '../bus/port.ts'
import type { Log } from '../platform/log.ts'
import type { LoggedThread, SearchDocument, SearchIndex, ThreadLog } from '../store/port.ts'
import { documentsOf } from './documents.ts'

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
const batch = 12
/** More letters than this take longer than a step. */
const mostLetters = 60_000
/** Behind a failure; twice as long behind each further one, up to an hour. */
const firstRetryMs = 30_000
const longestRetryMs = 3_600_000

type Waiting = LoggedThread | Gone
type Gone = { id: ThreadId; seq: null }

const gone = (id: ThreadId): Gone => ({ id, seq: null })

export function followLogs(ports: FollowPorts): Follow {
  const { index, bus } = ports
  const waiting = toDo(ports)
  const failed = new Map<ThreadId, Waiting>()
  const ending = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let going: Promise<void> | null = null
  let retryMs = firstRetryMs
  const work = () => {
    timer = null
    going ??= catchUp(ports, { waiting, failed }, ending.signal).finally(() => {
      going = null
      const hasFailed = failed.size > 0
      for (const [id, thread] of failed) if (!waiting.has(id)) waiting.set(id, thread)
      failed.clear()
      if (waiting.size > 0) later(hasFailed ? retryMs : gatherMs)
      retryMs = hasFailed ? Math.min(2 * retryMs, longestRetryMs) : firstRetryMs
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
  later(firstAfterMs)
  return {
    behind: () =>
      [...waiting.values(), ...failed.values()].reduce(
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

/** What is not in it as it stands in the logs. Looked for before anything is written: what ends early now was cut off. */
function toDo({ index, serverLog }: FollowPorts): Map<ThreadId, Waiting> {
  const waiting = new Map<ThreadId, Waiting>()
  try {
    const threads = index.threads()
    const there = new Set(threads.map(({ id }) => id))
    for (const id of index.known()) if (!there.has(id)) waiting.set(id, gone(id))
    for (const thread of threads) {
      const reached = index.reached(thread.id)
      if (reached > thread.seq) index.forget(thread.id)
      if (reached !== thread.seq) waiting.set(thread.id, thread)
    }
  } catch (cause) {
    serverLog.error({ err: cause }, 'the search index cannot be read')
  }
  return waiting
}

type Work = { waiting: Map<ThreadId, Waiting>; failed: Map<ThreadId, Waiting> }

async function catchUp(
  ports: FollowPorts,
  { waiting, failed }: Work,
  signal: AbortSignal,
): Promise<void> {
  const parts: Parts = { large: null }
  for (;;) {
    const until = performance.now() + stepMs
    while (performance.now() < until) {
      const [first] = waiting
      if (!first || signal.aborted) return
      const [id, thread] = first
      try {
        if (isIn(ports, thread, parts)) waiting.delete(id)
      } catch (cause) {
        waiting.delete(id)
        failed.set(id, thread)
        ports.serverLog.error({ err: cause, threadId: id }, 'a thread cannot be searched')
      }
    }
    await wait(pauseMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** The event that is being put in, in parts: it is read once. */
interface Large {
  threadId: ThreadId
  seq: number
  documents: SearchDocument[]
}

type Parts = { large: Large | null }

/** Goes one step on with a thread; true when there is nothing more to do. */
function isIn({ index, log }: FollowPorts, thread: Waiting, parts: Parts): boolean {
  if (thread.seq === null) {
    index.forget(thread.id)
    return true
  }
  const reached = index.reached(thread.id)
  if (reached >= thread.seq) return true
  const { large } = parts
  if (large?.threadId === thread.id && large.seq === reached + 1) {
    if (addPart(index, thread, large)) parts.large = null
    return index.reached(thread.id) >= thread.seq
  }
  const documents: SearchDocument[] = []
  let upTo = thread.seq
  let letters = 0
  for (const event of log.read(thread.id, reached, batch)) {
    const found = documentsOf(event)
    const more = lettersOf(found)
    if (more > mostLetters && found.length > 1) {
      parts.large = { threadId: thread.id, seq: event.seq, documents: found }
      upTo = event.seq - 1
      break
    }
    for (const document of found) documents.push(document)
    upTo = event.seq
    letters += more
    if (letters > mostLetters) break
  }
  index.add(thread, documents, upTo)
  return upTo >= thread.seq
}

/** Behind what of it is there already, also from an earlier server; true when it is all in. */
function addPart(index: SearchIndex, thread: LoggedThread, { seq, documents }: Large): boolean {
  const from = index.partOf(thread.id, seq)
  let to = from
  let letters = 0
  while (to < documents.length && letters <= mostLetters) {
    letters += lettersOf(documents.slice(to, to + 1))
    to += 1
  }
  const isAll = to >= documents.length
  index.add(thread, documents.slice(from, to), isAll ? seq : seq - 1)
  return isAll
}

function lettersOf(documents: readonly SearchDocument[]): number {
  return documents.reduce((sum, { text, beyond = '' }) => sum + text.length + beyond.length, 0)
}
