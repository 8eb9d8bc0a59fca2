// Peers of the live socket that are gone without a word, or that ask and never read: neither may cost the server much.
import { Problem } from '@a-parallel/contract/model'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, expect, it } from 'vitest'
import { inProcessBus } from '../../packages/server/src/bus/in-process.ts'
import { openGuard } from '../../packages/server/src/http/guard.ts'
import { openSignIn } from '../../packages/server/src/http/sign-in.ts'
import { openLiveSocket, type LiveSocket } from '../../packages/server/src/live/socket.ts'
import { openLog } from '../../packages/server/src/platform/log.ts'
import type { Topics } from '../../packages/server/src/live/topics.ts'
import { openLive } from '../support/live-client.ts'

const token = 'secret'
let http: Server
let live: LiveSocket
let port: number
let opened = 0
let raw: Socket | undefined

const wordy = new Problem('internal', 'x'.repeat(4000)).toValue()
/** Each opening is 1 MB long. */
const topics: Topics = {
  opening: (_, topic) => {
    opened += 1
    return Array.from({ length: 250 }, () => ({ type: 'problem', topic, problem: wordy }))
  },
}

async function start(pingEveryMs?: number): Promise<void> {
  opened = 0
  http = createServer().listen(0, '127.0.0.1')
  await once(http, 'listening')
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  port = address.port
  live = openLiveSocket({
    bus: inProcessBus(),
    guard: openGuard([origin()]),
    signIn: openSignIn(token, Date.now),
    look: () => () => undefined,
    topics,
    log: openLog('/dev/null', 'error'),
    pingEveryMs,
  })
  http.on('upgrade', (request, socket, head) => live.upgrade(request, socket, head))
}
afterEach(() => {
  raw?.destroy()
  live.close()
  http.close()
})

const origin = () => `http://127.0.0.1:${port}`

/** A peer that opens the socket and from then on does as it is told, which is nothing. */
async function silentPeer(): Promise<Socket> {
  const lines = [
    'GET /api/live HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ap.live.1, ap.bearer.${token}`,
  ]
  raw = connect(port, '127.0.0.1')
  raw.on('error', () => undefined)
  raw.write(`${lines.join('\r\n')}\r\n\r\n`)
  const [head] = await once(raw, 'data')
  expect(String(head)).toContain('101 Switching Protocols')
  return raw
}

/** A text frame as a browser masks it, with the mask that changes nothing. */
function frameOf(value: object): Buffer {
  const text = Buffer.from(JSON.stringify(value))
  return Buffer.concat([Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0]), text])
}

it('a peer that answers no ping is let go after the second, one that answers stays', async () => {
  await start(100)
  const gone = await silentPeer()
  const there = await openLive({ origin: origin(), token })
  let pings = 0
  gone.on('data', (chunk: Buffer) => (pings += chunk.toString('latin1').split('"ping"').length - 1))
  await once(gone, 'close')
  expect(pings).toBeLessThanOrEqual(2)
  const heard = there.frames.length
  await expect.poll(() => there.frames.length, { timeout: 10_000 }).toBeGreaterThan(heard + 5)
  expect(there.socket.readyState).toBe(there.socket.OPEN)
  await there.close()
})

it('one that asks a thousand times and reads nothing is given its 4 MB, then told to begin anew', async () => {
  await start()
  const peer = await silentPeer()
  peer.pause()
  const ask = frameOf({ type: 'subscribe', topic: 'index' })
  for (let count = 0; count < 1000; count += 1) peer.write(ask)
  peer.write(frameOf({ type: 'pong' }))
  await expect.poll(() => peer.writableLength, { timeout: 10_000 }).toBe(0)
  let resets = 0
  let bytes = 0
  peer.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    resets += chunk.toString('latin1').split('"reset"').length - 1
    // Whoever reads again also speaks again.
    peer.write(frameOf({ type: 'pong' }))
  })
  peer.resume()
  await expect.poll(() => resets, { timeout: 10_000 }).toBe(1)
  // What the kernel holds on its way comes on top.
  expect(opened).toBeLessThan(30)
  expect(bytes).toBeLessThan(30e6)
})
