// One WebSocket to the server as an XState actor: reports that it opened or closed, hands frames on in batches that keep
// the paint rate, answers pings, and closes a connection that went silent.
import type {
  bearerProtocolPrefix,
  ClientFrame,
  liveProtocol,
  ServerFrame,
} from '@a-parallel/shared'
import { fromCallback } from 'xstate'
import { readFrame } from './frames.ts'
import { openPacer } from './pacer.ts'

// The wire's constants, held to them by type: importing their values would put every schema on the first page.
const protocol: typeof liveProtocol = 'ap.live.1'
const bearer: typeof bearerProtocolPrefix = 'ap.bearer.'

/** The server pings every 15 s. Nothing for this long means that the other end is gone. */
const silence = 40_000

export type SocketReport = { type: 'opened' } | { type: 'closed'; opened: boolean }

export interface SocketInput {
  address: string
  token: string
  /** Gets what may be sent with, while the connection is open. */
  onSender: (send: ((frame: ClientFrame) => void) | null) => void
  onFrames: (frames: ServerFrame[]) => void
}

export const socketActor = fromCallback<{ type: 'stop' }, SocketInput>(({ input, sendBack }) => {
  const socket = new WebSocket(input.address, [protocol, bearer + input.token])
  const report = (told: SocketReport) => sendBack(told)
  const send = (frame: ClientFrame) => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame))
  }
  let opened = false
  let watch: ReturnType<typeof setTimeout> | undefined
  let queue: ServerFrame[] = []
  const pacer = openPacer(() => {
    const frames = queue
    queue = []
    input.onFrames(frames)
  })
  const done = new AbortController()
  const on = { signal: done.signal }
  const end = () => {
    clearTimeout(watch)
    input.onSender(null)
    done.abort()
    socket.close()
  }
  const close = () => {
    end()
    report({ type: 'closed', opened })
  }
  const heard = () => {
    clearTimeout(watch)
    watch = setTimeout(close, silence)
  }
  const onOpen = () => {
    opened = true
    heard()
    input.onSender(send)
    report({ type: 'opened' })
  }
  const onMessage = ({ data }: MessageEvent) => {
    heard()
    const frame = readFrame(data)
    if (frame === null) return
    if (frame.type === 'ping') return send({ type: 'pong' })
    queue.push(frame)
    pacer.request()
  }
  socket.addEventListener('open', onOpen, on)
  socket.addEventListener('message', onMessage, on)
  socket.addEventListener('close', close, on)
  heard()
  return end
})
