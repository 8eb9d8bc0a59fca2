// A browser's end of the live socket: keeps every frame, and lets a test wait for one.
import { fold, foldAll } from '@a-parallel/contract/model'
import { ServerFrame } from '@a-parallel/contract/wire'
import type { ThreadEvent, ThreadView } from '@a-parallel/shared'
import { once } from 'node:events'
import { WebSocket } from 'ws'

export type Frame = ServerFrame

export interface LiveClient {
  socket: WebSocket
  /** Everything received, parsed by the contract's own schema. */
  frames: Frame[]
  send(frame: unknown): void
  subscribe(topic: string, after?: number): void
  /** The first frame from `from` (default 0) on that fits, now or later. */
  waitFor<F extends Frame>(fits: (frame: Frame) => frame is F, from?: number): Promise<F>
  waitUntil(fits: (frame: Frame) => boolean, from?: number): Promise<Frame>
  close(): Promise<void>
}

/** Opens the socket as the web app does: own origin, token in the subprotocol. */
export async function openLive(server: { origin: string; token: string }): Promise<LiveClient> {
  const url = `${server.origin.replace('http:', 'ws:')}/api/live`
  const socket = new WebSocket(url, ['ap.live.1', `ap.bearer.${server.token}`], {
    origin: server.origin,
  })
  const frames: Frame[] = []
  const looks = new Set<() => void>()
  socket.on('message', (data) => {
    // ws gives text frames as one Buffer.
    const frame = ServerFrame.parse(JSON.parse((data as Buffer).toString('utf8')))
    frames.push(frame)
    if (frame.type === 'ping') socket.send(JSON.stringify({ type: 'pong' }))
    for (const look of looks) look()
  })
  await once(socket, 'open')
  const waitUntil: LiveClient['waitUntil'] = (fits, from = 0) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        looks.delete(look)
        reject(new Error(`no such frame; seen: ${frames.slice(from).map(kindOf).join(' ')}`))
      }, 30_000)
      const look = () => {
        const found = frames.slice(from).find((frame) => fits(frame))
        if (!found) return
        clearTimeout(timer)
        looks.delete(look)
        resolve(found)
      }
      looks.add(look)
      look()
    })
  const send = (frame: unknown) => socket.send(JSON.stringify(frame))
  return {
    socket,
    frames,
    send,
    subscribe: (topic, after) =>
      send({ type: 'subscribe', topic, ...(after === undefined ? {} : { after }) }),
    waitUntil,
    waitFor: async <F extends Frame>(fits: (frame: Frame) => frame is F, from?: number) =>
      (await waitUntil(fits, from)) as F, // It passed `fits`.
    async close() {
      if (socket.readyState === WebSocket.CLOSED) return
      const closed = once(socket, 'close')
      socket.terminate()
      await closed
    },
  }
}

function kindOf(frame: Frame): string {
  return frame.type === 'events' ? frame.events.map((event) => event.type).join('+') : frame.type
}

/** What a reader of these frames knows of a thread: the snapshot with the events behind it folded in. */
export function threadOf(frames: readonly Frame[], topic: string): ThreadView | null {
  let view: ThreadView | null = null
  for (const frame of frames) {
    if (frame.type === 'snapshot' && frame.topic === topic) view = frame.thread
    if (frame.type === 'events' && frame.topic === topic) view = foldNew(view, frame.events)
  }
  return view
}

/** Folds events in, and fails at a gap. */
function foldNew(view: ThreadView | null, events: readonly ThreadEvent[]): ThreadView | null {
  for (const event of events) {
    const seq = view?.seq ?? 0
    if (event.seq <= seq) continue
    if (event.seq !== seq + 1) throw new Error(`a gap: ${event.seq} behind ${seq}`)
    view = view === null ? foldAll(null, [event]) : fold(view, event)
  }
  return view
}
