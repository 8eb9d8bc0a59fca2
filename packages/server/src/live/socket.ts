// The live socket /api/live: who may open it, and how news reaches every connection. Each frame is serialised once.
import { Problem } from '@a-parallel/contract/model'
import { changesTopic, liveProtocol, threadTopic } from '@a-parallel/contract/wire'
import type { Actor, OwnerId, ServerFrame, Topic } from '@a-parallel/shared'
import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Bus, News } from '../bus/port.ts'
import type { Guard } from '../http/guard.ts'
import type { SignIn } from '../http/sign-in.ts'
import type { Log } from '../platform/log.ts'
import { openConnection, type Connection, type ConnectionAsk } from './connection.ts'
import type { Topics } from './topics.ts'

/** A peer that is gone without a word is let go after two of these at most. */
const usualPingEveryMs = 15_000
const maxConnections = 50
const maxFrameBytes = 64 * 1024
/** How long a reader may take to say goodbye; the port is not given back before. */
const goodbyeMs = 500

export interface LivePorts {
  bus: Bus
  guard: Guard
  signIn: SignIn
  topics: Topics
  look: ConnectionAsk['look']
  log: Log
  pingEveryMs?: number
}

export interface LiveSocket {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  /** Whether this person sits before a page of theirs. */
  isLookedAt(owner: OwnerId): boolean
  close(): void
}

export function openLiveSocket(ports: LivePorts): LiveSocket {
  const { bus, guard, signIn, topics, look, log, pingEveryMs = usualPingEveryMs } = ports
  const connections = new Set<Connection>()
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxFrameBytes,
    perMessageDeflate: false,
    handleProtocols: () => liveProtocol,
  })
  const stopListening = bus.subscribe((news) => deliver(connections, news))
  const pings = setInterval(
    () => connections.forEach((connection) => connection.ping()),
    pingEveryMs,
  )
  return {
    upgrade(request, socket, head) {
      // Node has taken its own listener off, and a caller may hang up at any moment.
      socket.on('error', () => socket.destroy())
      try {
        const actor = admit(guard, signIn, request)
        if (connections.size >= maxConnections)
          throw new Problem('too_many_requests', 'Close another tab.')
        server.handleUpgrade(request, socket, head, (ws) => {
          const connection = openConnection(ws, { actor, stream: socket, topics, look, log })
          connections.add(connection)
          ws.on('close', () => connections.delete(connection))
          ws.on('error', () => ws.terminate())
        })
      } catch (cause) {
        refuse(socket, cause)
      }
    },
    isLookedAt: (owner) =>
      [...connections].some(
        (one) => one.looking() && one.actor.kind === 'person' && one.actor.id === owner,
      ),
    close() {
      clearInterval(pings)
      stopListening()
      for (const client of server.clients) {
        client.close(1001)
        setTimeout(() => client.terminate(), goodbyeMs).unref()
      }
      server.close()
    },
  }
}

/** The same guards as every request, and the token in the subprotocol or the header, never in the address. */
function admit(guard: Guard, signIn: SignIn, request: IncomingMessage): Actor {
  guard.host(hostOf(request))
  guard.origin(request.headers.origin)
  if (request.url !== '/api/live') throw new Problem('not_found')
  const protocols = (request.headers['sec-websocket-protocol'] ?? '')
    .split(',')
    .map((name) => name.trim())
  return signIn.actorOfProtocols(protocols) ?? signIn.actorOf(request.headers.authorization)
}

/** Node keeps the first of several Host headers; which of them a proxy has looked at cannot be known. */
function hostOf({ headers, rawHeaders }: IncomingMessage): string | undefined {
  const given = rawHeaders.filter((name, index) => index % 2 === 0 && /^host$/i.test(name))
  return given.length === 1 ? headers.host : undefined
}

function refuse(socket: Duplex, cause: unknown): void {
  const status = cause instanceof Problem ? cause.status : 500
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

function deliver(connections: Set<Connection>, news: News): void {
  switch (news.type) {
    case 'events': {
      const topic = threadTopic(news.threadId)
      push(connections, null, topic, { type: 'events', topic, events: news.events })
      const change = news.summary
        ? { threads: [news.summary], removedThreads: [] }
        : { threads: [], removedThreads: [news.threadId] }
      return push(connections, news.owner, 'index', { ...nothing, ...change })
    }
    case 'deltas': {
      const topic = threadTopic(news.threadId)
      return push(connections, null, topic, { type: 'deltas', topic, deltas: news.deltas })
    }
    case 'printed': {
      const topic = threadTopic(news.threadId)
      return push(connections, null, topic, { type: 'printed', topic, printed: news.printed })
    }
    case 'abandoned': {
      const topic = threadTopic(news.threadId)
      return push(connections, null, topic, { type: 'abandoned', topic, itemId: news.itemId })
    }
    case 'files-changed': {
      const topic = changesTopic(news.threadId)
      return push(connections, null, topic, { type: 'files-changed', topic })
    }
    case 'dev-servers': {
      const { threadId, servers } = news
      const change = { ...nothing, devServers: { threadId, servers } }
      return push(connections, news.owner, 'index', change)
    }
    case 'tool-servers': {
      const { threadId } = news
      return push(connections, news.owner, 'index', { type: 'tool-servers-changed', threadId })
    }
    case 'room':
      return push(connections, null, 'index', { ...nothing, room: news.room })
    case 'settings':
      return push(connections, news.owner, 'index', { ...nothing, settings: news.settings })
    case 'project':
      return push(connections, news.project.owner, 'index', {
        ...nothing,
        projects: [news.project],
      })
    case 'project-removed':
      return push(connections, news.owner, 'index', {
        ...nothing,
        removedProjects: [news.projectId],
      })
    default:
      return news satisfies never
  }
}

const nothing = {
  type: 'changed' as const,
  projects: [],
  threads: [],
  removedProjects: [],
  removedThreads: [],
}

/** `owner` null: whoever could subscribe to the topic may read it. */
function push(
  connections: Set<Connection>,
  owner: OwnerId | null,
  topic: Topic,
  frame: ServerFrame,
): void {
  let text: string | null = null
  for (const connection of connections) {
    const { actor } = connection
    if (owner !== null && (actor.kind !== 'person' || actor.id !== owner)) continue
    text ??= JSON.stringify(frame)
    connection.push(topic, text)
  }
}
