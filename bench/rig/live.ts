// A reader of the live socket, as the browser is one: subscribes, keeps the text as it arrives, notices what is missing.
import { bearerProtocolPrefix, liveProtocol } from '@a-parallel/contract/wire'
import type { Delta, Item, ServerFrame, ThreadEvent, ThreadSnapshot } from '@a-parallel/shared'
import { once } from 'node:events'
import { WebSocket } from 'ws'

/** What has arrived of one thread. */
export interface Seen {
  /** Item id → its text, put together from deltas alone (and what a snapshot gave of its beginning). */
  texts: Map<string, string>
  completed: Map<string, Item>
  events: ThreadEvent[]
  /** Deltas whose offset did not fit, snapshots after the first, resets. */
  faults: string[]
  snapshot: ThreadSnapshot | null
}

export interface Live {
  /** Resolves with the snapshot. `onDelta` is called inside the arrival of the frame. */
  subscribe(threadId: string, onDelta?: (delta: Delta) => void): Promise<Seen>
  /** Waits until a thread's arrivals fit. */
  until(threadId: string, fits: (seen: Seen) => boolean, withinMs?: number): Promise<Seen>
  close(): void
}

interface Reader extends Seen {
  onDelta: (delta: Delta) => void
}

export async function openLive(origin: string, token: string): Promise<Live> {
  const protocols = [liveProtocol, `${bearerProtocolPrefix}${token}`]
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/live`, protocols, { origin })
  const readers = new Map<string, Reader>()
  const waiting = new Set<() => void>()
  socket.on('message', (data: Buffer) => {
    // The server's own frames; parsing them with the schema would slow the clock that is being read.
    const frame = JSON.parse(data.toString('utf8')) as ServerFrame
    if (frame.type === 'ping') return socket.send('{"type":"pong"}')
    if ('topic' in frame && frame.topic?.startsWith('thread:')) {
      const reader = readers.get(frame.topic.slice('thread:'.length))
      if (reader) take(reader, frame)
    }
    for (const look of waiting) look()
  })
  await once(socket, 'open')
  const until: Live['until'] = (threadId, fits, withinMs = 120_000) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const seen = readers.get(threadId)
        if (!seen || !fits(seen)) return
        clearTimeout(limit)
        waiting.delete(look)
        resolve(seen)
      }
      const limit = setTimeout(() => {
        waiting.delete(look)
        const last = JSON.stringify(readers.get(threadId)?.events.slice(-3)).slice(0, 2000)
        reject(new Error(`thread ${threadId}: not within ${withinMs} ms; its last events: ${last}`))
      }, withinMs)
      waiting.add(look)
      look()
    })
  return {
    subscribe(threadId, onDelta = () => undefined) {
      const texts = new Map<string, string>()
      const completed = new Map<string, Item>()
      readers.set(threadId, { texts, completed, events: [], faults: [], snapshot: null, onDelta })
      socket.send(JSON.stringify({ type: 'subscribe', topic: `thread:${threadId}` }))
      return until(threadId, (seen) => seen.snapshot !== null, 10_000)
    },
    until,
    close: () => socket.terminate(),
  }
}

function take(reader: Reader, frame: ServerFrame): void {
  switch (frame.type) {
    case 'snapshot':
      if (reader.snapshot) reader.faults.push('a second snapshot')
      reader.snapshot = frame.thread
      for (const open of frame.thread.open) reader.texts.set(open.id, open.text)
      return
    case 'deltas':
      for (const delta of frame.deltas) takeDelta(reader, delta)
      return
    case 'events':
      for (const event of frame.events) {
        reader.events.push(event)
        if (event.type === 'item.completed')
          reader.completed.set(event.data.item.id, event.data.item)
      }
      return
    case 'reset':
    case 'problem':
      reader.faults.push(JSON.stringify(frame))
      return
    default:
  }
}

function takeDelta(reader: Reader, delta: Delta): void {
  const before = reader.texts.get(delta.itemId) ?? ''
  if (delta.offset !== before.length) {
    reader.faults.push(`a delta at ${delta.offset} where ${before.length} were known`)
  }
  reader.texts.set(delta.itemId, before + delta.text)
  reader.onDelta(delta)
}
