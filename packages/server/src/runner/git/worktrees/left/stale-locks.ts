// Locks that a git left behind when it was killed: they keep every later git of the worktree from writing. One is removed
// only when it is old and our own user's, no process has it open and no git works in the worktree (one that waits for a hook
// or an editor holds its lock without having it open). Where that cannot be seen, it stays: with a git of another user, and
// in a folder that a network or a container shares.
import type { Stats } from 'node:fs'
import { lstat, readdir, readlink, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { readIfThere } from '../../../processes/identity.ts'
import { ifThere } from '../if-there.ts'
import { removeOwnLeftovers } from './own-leftovers.ts'
import { isReachedUnseen } from './reach.ts'

const oldMs = 60_000

export interface StaleAsk {
  /** The worktree, in which no agent of ours lives. */
  path: string
  /** Its entry in the repository. */
  gitDir: string
  /** The lock on this branch too. */
  branch?: string
  /** Milliseconds since 1970. */
  now: number
}

export async function removeStaleLocks(ask: StaleAsk): Promise<string[]> {
  const { path, gitDir, branch, now } = ask
  await removeOwnLeftovers(gitDir, now)
  const ofBranch = branch === undefined ? [] : [`../../refs/heads/${branch}.lock`]
  const locks = ['index.lock', 'HEAD.lock', ...ofBranch]
  const removed: string[] = []
  for (const lock of locks.map((name) => join(gitDir, name))) {
    const file = await ifThere(lstat(lock))
    if (!file || now - file.mtimeMs < oldMs || (await mayBeHeld(lock, file, path))) continue
    await rm(lock, { force: true })
    removed.push(lock)
  }
  return removed
}

/** Whether a process may still need the lock, or none can be asked (proc(5) tells it on Linux only). */
async function mayBeHeld(lock: string, file: Stats, worktree: string): Promise<boolean> {
  if (process.platform !== 'linux' || file.uid !== process.geteuid?.()) return true
  const folder = await ifThere(stat(worktree))
  if (folder === null || (await isReachedUnseen(dirname(lock)))) return true
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    if ((await isGitIn(pid, folder)) || (await hasOpen(pid, basename(lock), file))) return true
  }
  return false
}

/**
 * By the file itself, which in a container has another path. One that may not be looked into, and is no git, made no lock of
 * ours.
 */
async function hasOpen(pid: string, name: string, file: Stats): Promise<boolean> {
  const open = await asked(readdir(`/proc/${pid}/fd`))
  if (open === null || open === 'denied') return false
  const held = open.map(async (one) => {
    const way = `/proc/${pid}/fd/${one}`
    const target = await readlink(way).catch(() => null)
    if (target === null || basename(target) !== name) return false
    const there = await asked(stat(way))
    return there === 'denied' || (there !== null && isSame(there, file))
  })
  return (await Promise.all(held)).includes(true)
}

/** Up from where it works, as it sees that itself. One that may not be looked into may be there. */
async function isGitIn(pid: string, worktree: Stats): Promise<boolean> {
  const name = (await readIfThere(`/proc/${pid}/comm`))?.trim() ?? ''
  if (!/^git(-|$)/.test(name)) return false
  let below: Stats | null = null
  for (let way = `/proc/${pid}/cwd`; ; way += '/..') {
    const at = await asked(stat(way))
    if (at === null) return false
    if (at === 'denied' || isSame(at, worktree)) return true
    if (below !== null && isSame(at, below)) return false
    below = at
  }
}

const isSame = (one: Stats, other: Stats) => one.ino === other.ino && one.dev === other.dev

/** What a process was asked. Null: it went away meanwhile. @throws when nothing can be told now. */
async function asked<T>(answer: Promise<T>): Promise<T | 'denied' | null> {
  try {
    return await answer
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException // fs throws nothing but errors with a code.
    if (code === 'EACCES' || code === 'EPERM') return 'denied'
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'ENOTDIR') return null
    throw cause
  }
}
