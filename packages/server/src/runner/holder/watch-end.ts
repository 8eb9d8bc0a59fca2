// Notices that a run is no longer live: by its state directory, and by a slow look for ends that leave no record.
import { watch, type FSWatcher } from 'node:fs'
import { join } from 'node:path'
import { names, type Holder, type RunStatus } from './port.ts'

const slowMs = 1_000
/** Without inotify (its watches can run out) the look is all there is. */
const aloneMs = 200

/** Calls `onEnd` once. Gives a function that stops watching. */
export function watchEnd(
  dir: string,
  status: Holder['status'],
  onEnd: (status: Exclude<RunStatus, { kind: 'live' }>) => void,
): () => void {
  let stopped = false
  let looking = false
  let again = false
  let watcher: FSWatcher | null = null
  let timer: NodeJS.Timeout
  const stop = (): void => {
    stopped = true
    watcher?.close()
    clearInterval(timer)
  }
  const look = async (): Promise<void> => {
    if (looking) {
      again = true
      return
    }
    looking = true
    do {
      again = false
      // What cannot be told now (no descriptor is left) is looked at again.
      const now = await status(dir).catch(() => null)
      if (stopped) return
      if (now && now.kind !== 'live') {
        stop()
        onEnd(now)
        return
      }
    } while (again)
    looking = false
  }
  watcher = watchDirectory(join(dir, names.state), () => void look())
  timer = setInterval(() => void look(), watcher ? slowMs : aloneMs)
  timer.unref()
  void look()
  return stop
}

function watchDirectory(path: string, onChange: () => void): FSWatcher | null {
  try {
    const watcher = watch(path, { persistent: false }, onChange)
    // A directory that goes away is seen by the slow look.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch {
    // Watches ran out, or the directory was removed: whatever it is, the look does without.
    return null
  }
}
