// One browser's connection: its subscriptions, and what happens when it reads too slowly.
import { Problem } from '@a-parallel/contract/model'
import { ClientFrame } from '@a-parallel/contract/wire'
import type { Actor, ServerFrame, ThreadId, Topic } from '@a-parallel/shared'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import type { Log } from '../platform/log.ts'
import { changesOf, type Topics } from './topics.ts'

/** Bytes that may wait for a slow reader before its topics are reset. */
const queueLimit = 4 * 1024 * 1024

const unknownFrame = new Problem('invalid_input', 'Unknown frame.').toValue()

export interface Connection {
  readonly actor: Actor
  /** Whether a person sits before the page. */
  looking(): boolean
  /** Sends a frame that was serialised once for everybody, if this reader wants the topic. */
  push(topic: Topic, frame: string): void
  /** Sends a ping; a reader that did not answer the last one is dropped. */
  ping(): void
}

const isBehind = (socket: WebSocket) => socket.bufferedAmount > queueLimit

export interface ConnectionAsk {
  actor: Actor
  /** What the socket writes to. */
  stream: Duplex
  topics: Topics
  /** Whoever follows a thread's changes looks at them, until the returned function is called. */
  look: (actor: Actor, threadId: ThreadId) => () => void
  log: Log
}

export function openConnection(socket: WebSocket, ask: ConnectionAsk): Connection {
  const wanted = new Set<Topic>()
  const looks = openLooks(ask)
  /** Topics that this reader lost; it is told as soon as it has caught up. */
  const lost = new Set<Topic>()
  let [answered, looking] = [true, false]
  const sendText = gathering(socket, ask.stream)
  const send = (frame: ServerFrame) => sendText(JSON.stringify(frame))
  const catchUp = () => {
    if (lost.size === 0 || socket.bufferedAmount > queueLimit / 4) return
    for (const topic of lost) send({ type: 'reset', topic })
    lost.clear()
  }
  const lose = (topic: Topic) => {
    wanted.delete(topic)
    looks.end(topic)
    lost.add(topic)
  }
  const subscribe = (topic: Topic, after: number | undefined) => {
    // Whoever only asks and never reads would have a snapshot for each asking.
    if (isBehind(socket)) return lose(topic)
    wanted.add(topic)
    lost.delete(topic)
    for (const frame of opening(ask, topic, after)) {
      if (frame.type === 'problem') wanted.delete(topic)
      send(frame)
    }
    looks.at(topic, wanted.has(topic))
  }
  socket.on('message', (data: Buffer) => {
    // A pong may wait behind much that is still to be read: any word shows that somebody is there.
    answered = true
    const frame = parseFrame(data)
    if (frame === null) send({ type: 'problem', topic: null, problem: unknownFrame })
    else if (frame.type === 'subscribe') subscribe(frame.topic, frame.after)
    else if (frame.type === 'unsubscribe') {
      wanted.delete(frame.topic)
      lost.delete(frame.topic)
      looks.end(frame.topic)
    } else if (frame.type === 'looking') looking = frame.looking
    catchUp()
  })
  socket.on('close', looks.endAll)
  return {
    actor: ask.actor,
    looking: () => looking,
    push(topic, frame) {
      if (!wanted.has(topic)) return
      if (isBehind(socket)) return lose(topic)
      sendText(frame)
      catchUp()
    },
    ping() {
      if (!answered) return socket.terminate()
      answered = false
      send({ type: 'ping' })
      catchUp()
    },
  }
}

/** Sends; what is sent until that which runs now is over goes out in one write of the kernel's. */
function gathering(socket: WebSocket, stream: Duplex): (text: string) => void {
  let gathers = false
  return (text) => {
    if (!gathers) gather()
    socket.send(text)
  }

  function gather(): void {
    gathers = true
    stream.cork()
    process.nextTick(() => {
      gathers = false
      stream.uncork()
    })
  }
}

/** Whose changes this reader looks at. */
function openLooks({ actor, look }: ConnectionAsk) {
  const ends = new Map<Topic, () => void>()
  const end = (topic: Topic) => {
    ends.get(topic)?.()
    ends.delete(topic)
  }
  return {
    at(topic: Topic, wants: boolean) {
      if (!wants) return end(topic)
      const threadId = ends.has(topic) ? null : changesOf(topic)
      if (threadId !== null) ends.set(topic, look(actor, threadId))
    },
    end,
    endAll: () => [...ends.keys()].forEach(end),
  }
}

/** The frames that bring a subscriber up to now, or the problem in place of them. A read that fails ends no server. */
function opening(
  { actor, topics, log }: ConnectionAsk,
  topic: Topic,
  after: number | undefined,
): ServerFrame[] {
  try {
    return topics.opening(actor, topic, after)
  } catch (cause) {
    if (!(cause instanceof Problem)) log.error({ err: cause, topic }, 'a topic could not be read')
    const problem = cause instanceof Problem ? cause : new Problem('internal')
    return [{ type: 'problem', topic, problem: problem.toValue() }]
  }
}

function parseFrame(data: Buffer): ClientFrame | null {
  try {
    return ClientFrame.parse(JSON.parse(data.toString('utf8')))
  } catch {
    return null // Whatever it was, the reader is told that it was not understood.
  }
}
