// One server per data directory. The lock is SQLite's own on a file of its own: the kernel frees it even after SIGKILL.
// The note beside it says who holds it; one that is left says how the server before ended.
import { DatabaseSync } from '@photostructure/sqlite'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HomeError } from './own.ts'

export interface HomeLock {
  /** The server before this one left its note: it, or the machine, was killed. */
  unclean: boolean
  /** It had the database open then, so a write-ahead log must lie there; false once it was closed in order by this one. */
  readonly wasOpen: boolean
  /** Says where this server can be reached, for whoever is refused, and that the database is open. */
  announce(url: string): void
  /** The database is about to be closed in order. */
  closing(): void
  /** What an unclean end may have left was looked at. Until then the note stays for the next server. */
  looked(): void
  release(): void
}

/** Who holds the directory, by more than a pid: whoever is to be signalled must be this very process. */
export interface LockHolder {
  pid: number
  start: string
  boot: string
  url?: string
}

/**
 * @param self who will be named as the holder.
 * @throws HomeError naming the pid of the server that holds the directory.
 */
export function lockHome(root: string, self: LockHolder | null): HomeLock {
  const { lock, holder } = takeUnlessHeld(root)
  if (!lock) throw new HomeError(`${root} is in use by another a-parallel server${named(holder)}.`)
  const note = noteIn(root)
  const unclean = existsSync(note)
  const url = readHolder(root)?.url
  let wasOpen = url !== undefined
  let looked = !unclean
  const write = (more: { url?: string }) => {
    const held: LockHolder = { pid: process.pid, start: '', boot: '', ...self, ...more }
    const draft = `${note}.draft`
    writeFileSync(draft, JSON.stringify(held), { mode: 0o600 })
    // Whoever reads it meanwhile finds it whole, and so does the next server where this one is killed.
    renameSync(draft, note)
  }
  // What the note said stays in it until the database is open again: this start may fail before.
  write(wasOpen ? { url } : {})
  return {
    unclean,
    get wasOpen() {
      return wasOpen
    },
    announce: (url) => write({ url }),
    closing: () => {
      write({})
      wasOpen = false
    },
    looked: () => void (looked = true),
    release: () => {
      if (looked) rmSync(note, { force: true })
      lock.close()
    },
  }
}

/** Whether somebody holds the directory. Finds out without leaving a trace, and without making the directory. */
export function isHeld(root: string): boolean {
  if (!existsSync(join(root, 'server.lock'))) return false
  const lock = takeLock(root)
  lock?.close()
  return lock === null
}

/** What the last holder wrote down; it may be gone, or not have come to write yet. */
export function readHolder(root: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(noteIn(root), 'utf8')) as LockHolder // Our own file.
  } catch {
    return null // There is none, or an older server was killed as it wrote it.
  }
}

const noteIn = (root: string) => join(root, 'server.json')

/** How long a holder may take to write down who it is. */
const introductionMs = 10_000

/**
 * No lock when another server has it, which then has said who it is. Of many that start at once all may be refused the
 * lock, and the note may be that of a server that was killed: so it is tried again until a living holder is named.
 */
function takeUnlessHeld(root: string) {
  const until = performance.now() + introductionMs
  for (;;) {
    const lock = takeLock(root)
    const holder = readHolder(root)
    if (lock || isThere(holder) || performance.now() > until) return { lock, holder }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5 + Math.random() * 20)
  }
}

function isThere(holder: LockHolder | null): boolean {
  if (!holder) return false
  try {
    process.kill(holder.pid, 0)
    return true
  } catch {
    return false // Its note is all that is left of it.
  }
}

/** Null when another process has it. */
function takeLock(root: string): InstanceType<typeof DatabaseSync> | null {
  const lock = new DatabaseSync(join(root, 'server.lock'), { timeout: 0 })
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE')
    lock.exec('BEGIN EXCLUSIVE')
    return lock
  } catch (cause) {
    lock.close()
    // BUSY, LOCKED: see sqlite.org/rescode.html.
    const code = cause instanceof Error && 'errcode' in cause ? cause.errcode : null
    if (code === 5 || code === 6) return null
    throw cause
  }
}

function named(holder: LockHolder | null): string {
  if (!holder) return ''
  return ` (pid ${holder.pid}${holder.url === undefined ? '' : `, ${holder.url}`})`
}
