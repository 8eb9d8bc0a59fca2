// The least that shows an agent's text live: follows the journals that stdin names, parses each line, sends the text of
// each chunk read as one frame to one WebSocket reader. Keeps nothing, checks nothing, knows no second kind of line.
// Prints {port}, and {cpuMs, peakMb} when stdin has ended and every journal has told a result.
import { closeSync, existsSync, openSync, readSync, watch } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { WebSocketServer, type WebSocket } from 'ws'

const chunkBytes = 256 * 1024

interface Line {
  type: string
  event?: { type: string; delta?: { type: string; text?: string } }
}

async function follow(file: string, socket: WebSocket): Promise<void> {
  const descriptor = await openWhenThere(file)
  const buffer = Buffer.allocUnsafeSlow(chunkBytes)
  let rest: Buffer = Buffer.alloc(0)
  let ended = false
  const read = () => {
    for (;;) {
      const count = readSync(descriptor, buffer)
      if (count === 0) return
      const all = Buffer.concat([rest, buffer.subarray(0, count)])
      const end = all.lastIndexOf(10) + 1
      rest = all.subarray(end)
      let text = ''
      for (const line of all.toString('utf8', 0, end).split('\n')) {
        if (line === '') continue
        const { type, event } = JSON.parse(line) as Line // Only the CLI writes there.
        if (type === 'result') ended = true
        if (event?.delta?.type === 'text_delta') text += event.delta.text ?? ''
      }
      if (text !== '') socket.send(JSON.stringify({ file, text }))
    }
  }
  await new Promise<void>((resolve) => {
    const watcher = watch(file, () => look())
    const look = () => {
      read()
      if (!ended) return
      watcher.close()
      resolve()
    }
    look()
  })
  closeSync(descriptor)
}

async function openWhenThere(file: string): Promise<number> {
  while (!existsSync(file)) await wait(20)
  return openSync(file, 'r')
}

const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false })
server.once('listening', () => {
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  process.stdout.write(`${JSON.stringify({ port })}\n`)
})
server.once('connection', (socket: WebSocket) => {
  const before = process.cpuUsage()
  const following: Promise<void>[] = []
  createInterface({ input: process.stdin })
    .on('line', (file) => following.push(follow(file, socket)))
    .on('close', () => {
      void Promise.all(following).then(() => {
        const { user, system } = process.cpuUsage(before)
        const peakMb = process.resourceUsage().maxRSS / 1024
        process.stdout.write(`${JSON.stringify({ cpuMs: (user + system) / 1000, peakMb })}\n`)
        process.exit(0)
      })
    })
})
