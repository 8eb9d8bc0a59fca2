// Whether anybody on this machine listens on a port, asked by listening there for a moment: on all addresses, and on
// loopback, where another program may listen beside whoever holds all of them.
import { createServer } from 'node:net'

const places = [undefined, '127.0.0.1', '::1'] as const

export async function areFree(ports: readonly number[]): Promise<boolean> {
  for (const port of ports) {
    for (const host of places) if (!(await canListen(port, host))) return false
  }
  return true
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    // A machine without IPv6 has nobody there.
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      resolve(code === 'EADDRNOTAVAIL' || code === 'EAFNOSUPPORT'),
    )
    server.listen({ port, ...(host !== undefined && { host }), exclusive: true }, () =>
      server.close(() => resolve(true)),
    )
  })
}
