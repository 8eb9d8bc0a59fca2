// The one connection and its topics, put together for this page. Started once by main.tsx, before rendering.
import { callApi } from '../api/call.ts'
import { Unreachable } from '../api/refusal.ts'
import { useToken } from '../api/token.ts'
import { toolServersChanged } from '../api/tool-servers.ts'
import type { ClientFrame } from '@a-parallel/shared'
import { isLookedAt } from '../platform/browser.ts'
import { openConnection } from './connection.ts'
import { openHub } from './hub.ts'

type Sender = (frame: ClientFrame) => void
let sender: Sender | null = null

export const hub = openHub((frame) => sender?.(frame))

const tellLooking = () => sender?.({ type: 'looking', looking: isLookedAt() })

const address = () => {
  const { protocol, host } = window.location
  return `${protocol === 'https:' ? 'wss' : 'ws'}://${host}/api/live`
}

/** Any authorised call tells whether the token still counts: a refused one is dropped by callApi itself. */
async function probe(): Promise<void> {
  try {
    await callApi('listProjects', {})
  } catch (cause) {
    if (!(cause instanceof Unreachable) && useToken.getState().token !== undefined)
      reportError(cause)
  }
}

export const connection = openConnection({
  address: typeof window === 'undefined' ? '' : address(),
  token: useToken.getState().token,
  onSender: (send) => {
    sender = send
    if (send === null) return
    hub.connected()
    tellLooking()
  },
  onFrames: (frames) => hub.receive(frames),
  probe: () => void probe(),
  chance: Math.random,
  now: Date.now,
})
export type ConnectionSnapshot = ReturnType<typeof connection.getSnapshot>

/** Connects, and keeps connected from here on. */
export function startLive(): void {
  hub.followToolServers(toolServersChanged)
  useToken.subscribe(({ token }, before) => {
    if (token !== before.token) connection.send({ type: 'token', token })
  })
  const retry = () => connection.send({ type: 'retry' })
  window.addEventListener('online', retry)
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) retry()
    tellLooking()
  })
  for (const kind of ['focus', 'blur']) window.addEventListener(kind, tellLooking)
  connection.start()
  connection.send({ type: 'token', token: useToken.getState().token })
}
