// Locks that a git left behind when it was killed: they keep every later git of the worktree from writing. One is removed
// only when it is old, no process has it open and no git works in the worktree (one that waits for a hook or an editor
// holds its lock without having it open). Where that cannot be seen, it stays.
import { lstat, readdir, readlink, rm } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { readIfThere } from '../../../processes/identity.ts'
import { ifThere } from '../if-there.ts'
import { removeOwnLeftovers } from './own-leftovers.ts'

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
    if (!file || now - file.mtimeMs < oldMs || (await mayBeHeld(lock, path))) continue
    await rm(lock, { force: true })
    removed.push(lock)
  }
  return removed
}

/** Whether a process may still need the lock, or none can be asked (proc(5) tells it on Linux only). */
async function mayBeHeld(lock: string, worktree: string): Promise<boolean> {
  if (process.platform !== 'linux') return true
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    if ((await isGitIn(pid, worktree)) || (await hasOpen(pid, lock))) return true
  }
  return false
}

/** One that went away meanwhile, or of another user, holds nothing of ours. */
async function hasOpen(pid: string, file: string): Promise<boolean> {
  const open = await readdir(`/proc/${pid}/fd`).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EMFILE' || cause.code === 'ENFILE') throw cause
    return []
  })
  const targets = open.map((one) => readlink(`/proc/${pid}/fd/${one}`).catch(() => null))
  return (await Promise.all(targets)).includes(file)
}

async function isGitIn(pid: string, worktree: string): Promise<boolean> {
  if ((await readIfThere(`/proc/${pid}/comm`))?.trim() !== 'git') return false
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => null)
  return cwd === worktree || (cwd?.startsWith(worktree + sep) ?? false)
}
