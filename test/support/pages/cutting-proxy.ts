// A TCP proxy in front of a server that breaks connections as networks do: at once, or after so many bytes, in the
// middle of a frame if it falls so. It knows nothing of what it carries.
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

export interface CuttingProxy {
  port: number
  /** Connections accepted so far. */
  accepted(): number
  /**
   * Breaks the connection over which the next `bytes` bytes from the server have passed, and resolves then. Those that
   * fit are let through, the rest of their chunk is lost.
   */
  cutAfter(bytes: number): Promise<void>
  /** Breaks every connection there is. */
  cutAll(): void
  close(): Promise<void>
}

export async function openCuttingProxy(serverPort: number): Promise<CuttingProxy> {
  const pairs = new Set<readonly [Socket, Socket]>()
  let accepted = 0
  let plan: { bytes: number; done: () => void } | null = null
  const cut = (pair: readonly [Socket, Socket]) => {
    pairs.delete(pair)
    for (const socket of pair) socket.destroy()
  }
  const server = createServer((near) => {
    accepted += 1
    const far = connect(serverPort, '127.0.0.1')
    const pair = [near, far] as const
    pairs.add(pair)
    for (const socket of pair) {
      socket.setNoDelay(true)
      socket.on('error', () => cut(pair))
      socket.on('close', () => cut(pair))
    }
    near.on('data', (chunk) => far.write(chunk))
    far.on('data', (chunk) => {
      if (plan === null) return near.write(chunk)
      plan.bytes -= chunk.length
      if (plan.bytes > 0) return near.write(chunk)
      const { bytes, done } = plan
      plan = null
      near.write(chunk.subarray(0, chunk.length + bytes), () => cut(pair))
      done()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    accepted: () => accepted,
    cutAfter: (bytes) =>
      new Promise((resolve) => {
        plan = { bytes, done: resolve }
      }),
    cutAll: () => pairs.forEach(cut),
    async close() {
      pairs.forEach(cut)
      server.close()
      await once(server, 'close')
    },
  }
}
