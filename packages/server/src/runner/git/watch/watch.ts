// Tells when the files or the index of a checkout may have changed, or the branch that its own will be merged into. The system wakes us; nothing is asked in between. On
// Linux each folder is watched that holds something git looks at, elsewhere the system watches the whole tree: a library
// for it would watch what is ignored as well, and there the most is written.
import { watch, type FSWatcher } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'
import type { Checkout } from '../changes/checkout.ts'
import { ownPlacesOf, type OwnPlaces } from '../restrict/places.ts'
import { foldersOf } from './folders.ts'

export interface Watching {
  stop(): void
}

export interface WatchSetup {
  /** Several changes within this time are told as one; while they go on, at least every `patienceMs`. */
  gatherMs: number
  patienceMs: number
  /** The branch that the checkout's own will be merged into: `main`, `origin/main`. */
  base: string | null
  /** Folders of which nothing is heard: there were too many. */
  onUnheard: (cause: unknown) => void
}

const usual = { gatherMs: 150, patienceMs: 1_000, base: null }

/** What of its own git's folder tells of: a commit, what is staged, what git is in the middle of. */
const telling =
  /^(index|HEAD|ORIG_HEAD|FETCH_HEAD|MERGE_HEAD|REBASE_HEAD|CHERRY_PICK_HEAD|REVERT_HEAD|BISECT_LOG|rebase-.*)$/

export async function watchCheckout(
  checkout: Checkout,
  changed: () => void,
  setup: Partial<WatchSetup> & Pick<WatchSetup, 'onUnheard'>,
): Promise<Watching> {
  const { gatherMs, patienceMs, onUnheard, base } = { ...usual, ...setup }
  const gathering = gather(changed, gatherMs, patienceMs)
  const places = await ownPlacesOf(checkout.path)
  const watchers = (places === null ? [] : gitFolders(places, base)).flatMap(
    ({ folder, tells }) =>
      begin(folder, { heard: (name) => tells(name) && gathering.happened(), onUnheard }) ?? [],
  )
  const files =
    process.platform === 'linux'
      ? await watchFolders(checkout, gathering.happened, onUnheard)
      : watchTree(checkout.path, gathering.happened, onUnheard)
  return {
    stop() {
      gathering.stop()
      files.stop()
      for (const watcher of watchers) watcher.close()
    },
  }
}

/** Folders of git's, and which of the names in them tell of something. */
function gitFolders({ gitDir, commonDir }: OwnPlaces, base: string | null) {
  const own = [gitDir, join(gitDir, 'logs')].map((folder) => ({
    folder,
    tells: (name: string) => telling.test(name),
  }))
  if (base === null) return own
  // A branch is a file that is replaced; those of a remote lie beside them.
  const branches = ['refs/heads', 'refs/remotes'].map((at) => join(commonDir, at, base))
  const files = [...branches, join(commonDir, 'packed-refs')]
  return [
    ...own,
    ...files.map((file) => ({
      folder: dirname(file),
      tells: (name: string) => name === basename(file),
    })),
  ]
}

interface Gathering {
  happened(this: void): void
  stop(): void
}

function gather(tell: () => void, gatherMs: number, patienceMs: number): Gathering {
  let timer: NodeJS.Timeout | undefined
  let since = 0
  return {
    happened() {
      const now = performance.now()
      if (timer === undefined) since = now
      clearTimeout(timer)
      const left = Math.max(0, Math.min(gatherMs, since + patienceMs - now))
      timer = setTimeout(() => {
        timer = undefined
        tell()
      }, left)
    },
    stop: () => clearTimeout(timer),
  }
}

interface Listening {
  /** `moved`: it was made, or went away. */
  heard: (name: string, moved: boolean) => unknown
  onUnheard: (cause: unknown) => void
  recursive?: boolean
}

/** Null where the folder is gone, or no more can be watched. */
function begin(
  place: string,
  { heard, onUnheard, recursive = false }: Listening,
): FSWatcher | null {
  try {
    const watcher = watch(place, { recursive, persistent: false })
    watcher.on('change', (type, name) => heard(String(name), type === 'rename'))
    // A folder that went away is told of by the one above it.
    watcher.on('error', () => watcher.close())
    return watcher
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws errno errors only.
    if (code !== 'ENOENT' && code !== 'ENOTDIR') onUnheard(cause)
    return null
  }
}

function watchTree(
  path: string,
  happened: () => void,
  onUnheard: (cause: unknown) => void,
): Watching {
  const heard = (name: string) => {
    if (name !== '.git' && !name.startsWith(`.git${sep}`)) happened()
  }
  const watcher = begin(path, { heard, onUnheard, recursive: true })
  return { stop: () => watcher?.close() }
}

async function watchFolders(
  checkout: Checkout,
  happened: () => void,
  onUnheard: (cause: unknown) => void,
): Promise<Watching> {
  const watched = new Map<string, FSWatcher>()
  let stopped = false
  const follow = async (): Promise<void> => {
    const folders = stopped ? null : await foldersOf(checkout)
    if (stopped || folders === null) return
    for (const [folder, watcher] of watched) {
      if (folders.has(folder)) continue
      watcher.close()
      watched.delete(folder)
    }
    const begun = watched.size > 0
    for (const folder of folders) {
      if (watched.has(folder)) continue
      const listening = { heard: heard(folder), onUnheard }
      const watcher = begin(join(checkout.path, folder), listening)
      if (watcher === null) continue
      // What was written into it before was heard by nobody.
      if (begun) happened()
      watched.set(folder, watcher)
      watcher.on('close', () => watched.get(folder) === watcher && watched.delete(folder))
    }
  }
  const refollow = oneMore(follow, onUnheard)
  const heard = (folder: string) => (name: string, moved: boolean) => {
    if (folder === '' && name === '.git') return
    happened()
    // It may be a folder, of which nothing would be heard.
    if (moved) pending()
  }
  let timer: NodeJS.Timeout | undefined
  const pending = () => {
    clearTimeout(timer)
    timer = setTimeout(refollow, usual.gatherMs)
  }
  await follow()
  return {
    stop() {
      stopped = true
      clearTimeout(timer)
      for (const watcher of watched.values()) watcher.close()
      watched.clear()
    },
  }
}

/** Does it one at a time; what is wanted meanwhile is done once behind it. */
function oneMore(work: () => Promise<void>, onFailed: (cause: unknown) => void): () => void {
  let busy = false
  let again = false
  const rounds = async () => {
    while (again) {
      again = false
      await work().catch(onFailed)
    }
    busy = false
  }
  return () => {
    again = true
    if (busy) return
    busy = true
    void rounds()
  }
}
