// Opens the port on the loopback addresses that HOST names and hands requests to the app.
import { getRequestListener } from '@hono/node-server'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import type { LiveSocket } from '../live/socket.ts'
import { addressesOf, type Loopback } from '../platform/loopback.ts'
import type { Answer } from './app.ts'

/** Why the port could not be opened; the message says what to do. */
export class ListenError extends Error {}

class AddressMissing extends ListenError {}

export interface Listening {
  port: number
  close(): Promise<void>
}

/** Takes the port before anything is started that would need it. Requests wait until `serve` is called. */
export interface ReservedPort {
  port: number
  serve(answer: Answer, live: LiveSocket): Listening
  close(): Promise<void>
}

/**
 * @throws ListenError when another program has the port, or the machine lacks the one address that was asked for. Of two
 * addresses the IPv6 one is left out where there is none.
 */
export async function reservePort(host: Loopback, wanted: number): Promise<ReservedPort> {
  const door = openDoor()
  const [address, other] = addressesOf(host)
  const first = await listen(address, wanted, door)
  const port = portOf(first)
  const second = other === undefined ? null : await listenIfThere(other, port, door, first)
  const servers = second ? [first, second] : [first]
  const close = () => closeAll(servers)
  return {
    port,
    close,
    serve(answer, live) {
      door.open(answer, live)
      return { port, close }
    },
  }
}

interface Door {
  request(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
  open(answer: Answer, live: LiveSocket): void
}

/** Whoever comes before the server is ready waits at the door; a browser's socket tries again by itself. */
function openDoor(): Door {
  const early: [IncomingMessage, ServerResponse][] = []
  let listener: ReturnType<typeof getRequestListener> | null = null
  let sockets: LiveSocket | null = null
  return {
    request(request, response) {
      if (listener) void listener(request, response)
      else early.push([request, response])
    },
    upgrade(request, socket, head) {
      if (sockets) sockets.upgrade(request, socket, head)
      else socket.destroy()
    },
    open(answer, live) {
      sockets = live
      listener = getRequestListener(
        (request, { incoming }) => answer(request, incoming.url ?? '/'),
        { overrideGlobalObjects: false },
      )
      for (const [request, response] of early.splice(0)) void listener(request, response)
    },
  }
}

/** Null where the machine has no such address. */
async function listenIfThere(
  address: string,
  port: number,
  door: Door,
  first: Server,
): Promise<Server | null> {
  try {
    return await listen(address, port, door)
  } catch (cause) {
    if (cause instanceof AddressMissing) return null
    first.close()
    throw cause
  }
}

async function listen(host: string, port: number, door: Door): Promise<Server> {
  const server = createServer({
    maxHeaderSize: 16 * 1024,
    headersTimeout: 15_000,
    requestTimeout: 60_000,
    // Longer than any client keeps an idle connection: the one that closes first never cuts off a request.
    keepAliveTimeout: 65_000,
  })
  server.on('request', (request, response) => door.request(request, response))
  server.on('upgrade', (request, socket, head) => door.upgrade(request, socket, head))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, exclusive: true }, () => {
      server.off('error', reject)
      resolve()
    })
  }).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EADDRNOTAVAIL' || cause.code === 'EAFNOSUPPORT')
      throw new AddressMissing(
        `This machine has no address ${host}. Leave HOST unset, or start with HOST=127.0.0.1.`,
        { cause },
      )
    if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') throw cause
    const why = cause.code === 'EACCES' ? 'may not be opened by you' : 'is taken by another program'
    throw new ListenError(`Port ${port} ${why}. Choose another with PORT=<number> npm start.`, {
      cause,
    })
  })
  return server
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

async function closeAll(servers: Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      (server) =>
        new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeAllConnections()
        }),
    ),
  )
}
