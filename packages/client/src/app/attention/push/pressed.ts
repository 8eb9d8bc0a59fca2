// Hears from the service worker which notice a person has pressed. A page that was opened for it is told before it has
// drawn anything, so what was heard is kept until somebody can go there.
import type { ThreadId } from '@a-parallel/shared'

type Go = (threadId: ThreadId | null) => void

let go: Go | undefined
let waiting: { threadId: ThreadId | null } | undefined

if (typeof navigator !== 'undefined' && 'serviceWorker' in navigator)
  navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null || !('open' in data)) return
    const threadId = data.open as ThreadId | null // Only our own worker can tell us anything.
    if (go) go(threadId)
    else waiting = { threadId }
  })

/** Calls `act` for each notice that was pressed; returns the way to stop. */
export function onNoticePressed(act: Go): () => void {
  go = act
  if (waiting) act(waiting.threadId)
  waiting = undefined
  return () => {
    go = undefined
  }
}
