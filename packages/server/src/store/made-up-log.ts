// Threads that nobody had, for tests: logs of any length, with short and long texts, the same each time.
import { grow, summaryOf } from '@a-parallel/contract/model'
import type {
  Actor,
  Fact,
  ItemId,
  OwnerId,
  ProjectId,
  RunId,
  ThreadEvent,
  ThreadId,
  ThreadView,
  TurnId,
} from '@a-parallel/shared'
import type { RunCursor, ThreadLog } from './port.ts'

/** A UUID that ends in `number`. */
export function madeUpId(number: number): ThreadId & TurnId & RunId & ProjectId {
  // A test's id may stand for anything.
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}` as never
}

export const person: Actor = { kind: 'person', id: 'local' as OwnerId } // Of the right shape.
const agent: Actor = { kind: 'agent' }

export function created(title: string): Fact {
  return {
    type: 'thread.created',
    data: {
      owner: 'local' as OwnerId, // Of the right shape.
      projectId: madeUpId(1),
      projectPath: '/nowhere/shop',
      title,
      model: 'sonnet',
      permissionMode: 'autoEdit',
      mode: 'local',
    },
  }
}

export function said(number: number, text = `word ${number} `.repeat(1 + (number % 40))): Fact {
  return {
    type: 'item.completed',
    data: {
      item: {
        kind: 'agent-message',
        id: `item-${number}` as ItemId, // Of the right shape.
        turnId: null,
        parentId: null,
        at: '2026-01-01T00:00:00.000Z',
        text,
        partial: false,
      },
    },
  }
}

/** A thread with one run that goes on: `length` events, the first of them a person's. */
export function* madeUpThread(threadId: ThreadId, length: number): Generator<ThreadEvent> {
  const runId = madeUpId(Number(threadId.slice(-6)) + 500_000)
  for (let seq = 1; seq <= length; seq += 1) {
    const fact: Fact =
      seq === 1
        ? created(`Thread ${threadId.slice(-3)}`)
        : seq === 2
          ? { type: 'run.requested', data: { runId, sessionId: threadId, resumes: false } }
          : said(seq)
    const at = new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString()
    yield { threadId, seq, at, actor: seq === 1 ? person : agent, ...fact }
  }
}

/** Writes events as a lane does, `batch` at a time, each with the place in a journal; returns the view. */
export function write(
  log: ThreadLog,
  events: Iterable<ThreadEvent>,
  { view = null, batch = 5 }: { view?: ThreadView | null; batch?: number } = {},
): ThreadView {
  let current = view
  let waiting: ThreadEvent[] = []
  const append = () => {
    const after = current?.seq ?? 0
    current = grow(current, waiting)
    if (!current) throw new Error('a log begins with an event')
    const { run, seq } = current
    const cursor: RunCursor | null = run && { runId: run.id, offset: seq * 100, state: { seq } }
    log.append(after, waiting, summaryOf(current), cursor)
    waiting = []
  }
  for (const event of events) {
    waiting.push(event)
    if (event.seq === 1 || waiting.length >= batch) append()
  }
  if (waiting.length > 0) append()
  if (!current) throw new Error('a log begins with an event')
  return current
}
