// The web app's own live state in Node, without a screen: its connection, its hub and its stores, as live.ts puts them
// together, behind a WebSocket that asks for the server by its own name whatever lies in between.
import type { ClientFrame, ServerFrame, ThreadId, ThreadSnapshot } from '@a-parallel/shared'
import { WebSocket } from 'ws'
import { openConnection } from '../../../packages/client/src/live/connection.ts'
import { openHub, type Hub } from '../../../packages/client/src/live/hub.ts'

export interface HeadlessPage {
  hub: Hub
  /** As the page does when the network or the person comes back. */
  retry(): void
  connected(): boolean
  close(): void
}

interface PageAsk {
  /** Where to connect to. */
  port: number
  /** The server's own address, which it answers to. */
  origin: string
  token: string
  chance: () => number
}

/** Parts of a browser that the live code asks for. A hidden tab paces by timers. */
function furnish(origin: string): void {
  class Named extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { origin, headers: { host: new URL(origin).host } })
      // A browser tells of a failed handshake by `close`; here that comes only when this was heard.
      this.on('error', () => undefined)
    }
  }
  Object.assign(globalThis, { WebSocket: Named, document: { hidden: true } })
}

export function openHeadlessPage({ port, origin, token, chance }: PageAsk): HeadlessPage {
  furnish(origin)
  let sender: ((frame: ClientFrame) => void) | null = null
  const hub = openHub((frame) => sender?.(frame))
  const connection = openConnection({
    address: `ws://127.0.0.1:${port}/api/live`,
    token,
    onSender: (send) => {
      sender = send
      if (send !== null) hub.connected()
    },
    onFrames: (frames: ServerFrame[]) => hub.receive(frames),
    probe: () => undefined,
    chance,
    now: Date.now,
  })
  connection.start()
  return {
    hub,
    retry: () => connection.send({ type: 'retry' }),
    connected: () => connection.getSnapshot().matches({ online: 'open' }),
    close: () => void connection.stop(),
  }
}

/** What a page knows of a thread, in the form of `asKnown`. */
export function knownOf(page: HeadlessPage, id: ThreadId): unknown {
  const state = page.hub.thread(id).getState()
  return state.kind === 'ready' ? { ...state.view, open: state.open } : state
}

/** A snapshot as a page keeps it: without what is derived of it. */
export function asKnown(snapshot: ThreadSnapshot): unknown {
  const { status, waitingReason, pendingStep, branch, worktreePath, ...known } = snapshot
  void [status, waitingReason, pendingStep, branch, worktreePath]
  return known
}
