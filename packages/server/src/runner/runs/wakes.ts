// Tells when a file may have grown: by the file system's notices, and by the clock where there are none, where they
// may have been lost, and in a flood, where a notice for every write costs more than reading what was written.
import { statSync, watch, type FSWatcher } from 'node:fs'

export interface Wakes {
  close(): void
}

const lookEveryMs = 1_000
/** Without notices (a machine has only so many) the look is all there is. */
const lookAloneMs = 30

/** So many notices within so long are a flood that goes on. */
const floodNotices = 24
const floodMs = 50
const floodLookMs = 4
/** A flood is over when so many looks found nothing new. */
const calmLooks = 8

/** @param wake called at least once after every growth; more often does no harm. */
export function openWakes(file: string, wake: () => void): Wakes {
  let notices: FSWatcher | null = null
  let clock: NodeJS.Timeout | undefined
  let since = 0
  let count = 0
  let closed = false
  const close = () => {
    clearInterval(clock)
    notices?.close()
    notices = null
  }
  const noticed = () => {
    wake()
    const now = performance.now()
    if (now - since > floodMs) {
      since = now
      count = 0
    }
    count += 1
    if (count === floodNotices && notices) byClock()
  }
  const byNotice = () => {
    close()
    notices = noticesOf(file, noticed)
    clock = setInterval(wake, notices ? lookEveryMs : lookAloneMs)
    // For what was written before the notices began.
    setImmediate(() => {
      if (!closed) wake()
    })
  }
  const byClock = () => {
    close()
    let size = -1
    let calm = 0
    clock = setInterval(() => {
      const now = statSync(file, { throwIfNoEntry: false })?.size ?? -1
      if (now === size) calm += 1
      else {
        calm = 0
        size = now
        wake()
      }
      if (calm === calmLooks && !closed) byNotice()
    }, floodLookMs)
  }
  byNotice()
  return {
    close() {
      closed = true
      close()
    },
  }
}

function noticesOf(file: string, wake: () => void): FSWatcher | null {
  try {
    const watcher = watch(file, wake)
    // A file that was removed has nothing more to say; the look finds out.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    // Watches ran out, or the file was removed: whatever it is, the clock does without.
    return null
  }
}
