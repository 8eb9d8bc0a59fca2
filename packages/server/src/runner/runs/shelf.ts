// The journals of runs that are over: compressed, one at a time and in no hurry, and brought back when a run is read
// again (after the database was restored from a backup). At any moment one whole copy lies in the run's folder.
import { createReadStream, createWriteStream, existsSync, writeFileSync } from 'node:fs'
import { open, readdir, rename, rm, stat, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Log } from '../../platform/log.ts'
import { names } from '../holder/port.ts'
import { journalFile } from './record.ts'

export interface Shelf {
  /** The run is over and was read to its end, and that is written down: nobody needs its journal as it is. */
  put(dir: string): void
  /** Makes the journal readable again. False when there is none. */
  take(dir: string): Promise<boolean>
  /** Goes on with what an earlier server left half done, in the folders that are not in use. */
  sweep(folder: string, inUse: (run: string) => boolean): Promise<void>
  /** Removes all that a run left. It must be over. */
  remove(dir: string): Promise<void>
  /** Puts everything down; a later server goes on. */
  close(): Promise<void>
}

const compressed = (dir: string) => `${journalFile(dir)}.gz`
/** From the moment on that a journal may be compressed; what is in it counts for nothing. */
const draft = (dir: string) => `${compressed(dir)}.draft`

export function openShelf(log: Log): Shelf {
  const closing = new AbortController()
  const queue = openQueue(log, closing.signal)
  return {
    put(dir) {
      try {
        // At once: nothing may come between the end of a run and this.
        writeFileSync(draft(dir), '', { mode: 0o600 })
        queue.add(dir)
      } catch (cause) {
        log.warn({ err: cause, dir }, 'a journal stays as it is')
      }
    },
    async take(dir) {
      await queue.holdOff(dir)
      if (existsSync(journalFile(dir))) return true
      if (!existsSync(compressed(dir))) return false
      await expand(dir)
      return true
    },
    async sweep(folder, inUse) {
      for (const run of await readdir(folder)) {
        if (closing.signal.aborted) return
        const dir = join(folder, run)
        if (!inUse(run) && (await isHalfDone(dir)) && !inUse(run)) queue.add(dir)
      }
    },
    async remove(dir) {
      await queue.holdOff(dir)
      await rm(dir, { recursive: true, force: true })
    },
    async close() {
      closing.abort()
      await queue.rest()
    },
  }
}

/** Compresses one journal after the other. */
function openQueue(log: Log, closing: AbortSignal) {
  const waiting = new Set<string>()
  let now: { dir: string; done: Promise<void> } | null = null
  const failed = async (dir: string, cause: unknown) => {
    if (closing.aborted) return
    log.warn({ err: cause, dir }, 'a journal stays as it is')
    // Where the disk is full, what was compressed in vain must not fill it further.
    await truncate(draft(dir)).catch(() => undefined)
  }
  const next = () => {
    const [dir] = waiting
    if (now || dir === undefined || closing.aborted) return
    waiting.delete(dir)
    const done = compress(dir, closing)
      .catch((cause: unknown) => failed(dir, cause))
      .finally(() => {
        now = null
        next()
      })
    now = { dir, done }
  }
  return {
    add(dir: string) {
      waiting.add(dir)
      next()
    },
    /** Nothing is done with this one from then on. */
    async holdOff(dir: string) {
      waiting.delete(dir)
      if (now?.dir === dir) await now.done
    },
    rest: () => now?.done,
  }
}

async function isHalfDone(dir: string): Promise<boolean> {
  if (!(await isThere(journalFile(dir)))) return false
  return (await isThere(draft(dir))) || isThere(compressed(dir))
}

async function isThere(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}

async function compress(dir: string, signal: AbortSignal): Promise<void> {
  const journal = journalFile(dir)
  await removeUnread(dir)
  const before = await stat(journal)
  await through(journal, createGzip({ level: 4 }), draft(dir), signal)
  // Something may have been written behind all that was read: then it stays as it is.
  if ((await stat(journal)).size !== before.size) return rm(draft(dir))
  await rename(draft(dir), compressed(dir))
  await rm(journal)
}

/** Long lines of which a server, or what hands them over, died: there may be keys of tool servers in them. */
async function removeUnread(dir: string): Promise<void> {
  const state = join(dir, names.state)
  const found = (await isThere(state)) ? await readdir(state) : []
  const lines = found.filter((name) => name.startsWith('line.'))
  await Promise.all(lines.map((name) => rm(join(state, name), { force: true })))
}

/** The compressed form stays until the journal is compressed again. */
async function expand(dir: string): Promise<void> {
  const whole = `${journalFile(dir)}.draft`
  await through(compressed(dir), createGunzip(), whole)
  await rename(whole, journalFile(dir))
}

/** What the target holds afterwards lies on the disk, also behind a power cut. */
async function through(
  source: string,
  change: NodeJS.ReadWriteStream,
  target: string,
  signal?: AbortSignal,
): Promise<void> {
  const end = createWriteStream(target, { mode: 0o600 })
  await pipeline(createReadStream(source), change, end, { signal })
  const file = await open(target, 'r+')
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}
