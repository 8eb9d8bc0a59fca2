// What a worktree on disk is, read from its files alone: git is not started, since a swapped `.git` could make it run
// anything. Must be asked before git works in a worktree that an agent could write to.
import { lstat, readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { ifThere, isThere, readText } from './if-there.ts'
import { placeBehind, readPointer } from '../restrict/pointer.ts'

export type WorktreeState =
  | { kind: 'ready'; gitDir: string }
  /** The directory is gone. */
  | { kind: 'missing' }
  /** `git worktree add` or the checkout did not come to its end, or still runs. */
  | { kind: 'half-made'; gitDir: string | null }
  /** It no longer belongs to the repository it was made from. */
  | { kind: 'tampered'; detail: string }

/**
 * The state of the worktree at `path` of the repository whose shared directory is `commonDir` (a real path).
 * @throws when something that lies there cannot be read.
 */
export async function worktreeState(commonDir: string, path: string): Promise<WorktreeState> {
  const entry = await findEntry(commonDir, path)
  const pointer = join(path, '.git')
  const file = await ifThere(lstat(pointer))
  if (!file) {
    if (!(await isThere(path))) return { kind: 'missing' }
    // Git makes the directory before it writes into the entry which path it is for.
    const begun = entry ?? (await findUnnamedEntry(commonDir, path))
    if (begun && (await isUnfinished(begun))) return { kind: 'half-made', gitDir: begun }
    if (!entry && (await isEmpty(path))) return { kind: 'half-made', gitDir: null }
    return { kind: 'tampered', detail: 'its .git file is gone' }
  }
  if (!file.isFile()) return { kind: 'tampered', detail: '.git is not a file' }
  const said = /^gitdir: ([^]+)$/.exec((await readPointer(pointer)) ?? '')?.[1]
  if (said === undefined) return { kind: 'tampered', detail: '.git does not name a directory' }
  if (!entry) return { kind: 'tampered', detail: 'the repository does not list it' }
  const gitDir = await placeBehind(path, said)
  if (gitDir !== entry) return { kind: 'tampered', detail: '.git names another directory' }
  const shared = await readPointer(join(entry, 'commondir'))
  if (!shared) return { kind: 'half-made', gitDir: entry }
  const common = await placeBehind(entry, shared)
  if (common !== commonDir)
    return { kind: 'tampered', detail: 'commondir names another repository' }
  return { kind: (await isUnfinished(entry)) ? 'half-made' : 'ready', gitDir: entry }
}

/**
 * The directory under `<commonDir>/worktrees` that stands for the worktree at `path`: its `gitdir` file names
 * `<path>/.git`. Null when the repository does not list it; throws when that cannot be told.
 */
export async function findEntry(commonDir: string, path: string): Promise<string | null> {
  const parent = join(commonDir, 'worktrees')
  const names = (await ifThere(readdir(parent))) ?? []
  const wanted = await realPathOf(path)
  const unread: unknown[] = []
  for (const name of names) {
    const entry = join(parent, name)
    try {
      if ((await placeOf(entry)) === wanted) return entry
    } catch (cause) {
      // Somebody else's may be closed to us. Only when ours is not found does it matter: it could be that one.
      unread.push(cause)
    }
  }
  if (unread.length > 0) throw unread[0]
  return null
}

/** Where the worktree of this entry lies; null when the entry does not say. */
async function placeOf(entry: string): Promise<string | null> {
  const pointer = (await readText(join(entry, 'gitdir')))?.trim()
  return pointer ? realPathOf(resolve(entry, pointer, '..')) : null
}

/** Whether git, or a restoring, is still at making it: until the entry is complete it is locked as `initializing`. */
export async function isBegun(entry: string): Promise<boolean> {
  return (await readText(join(entry, 'locked')))?.trim() === 'initializing'
}

/** The index is written when all files are there; and then it is no longer locked. */
async function isUnfinished(entry: string): Promise<boolean> {
  const [index, begun] = await Promise.all([isThere(join(entry, 'index')), isBegun(entry)])
  return !index || begun
}

/**
 * An entry that a killed `git worktree add` made for `path` before it wrote which path it is for: git names it after
 * the last part of the path, with a number behind it when that is taken.
 */
export async function findUnnamedEntry(commonDir: string, path: string): Promise<string | null> {
  const parent = join(commonDir, 'worktrees')
  const names = (await ifThere(readdir(parent))) ?? []
  for (const name of names) {
    if (!name.startsWith(basename(path)) || !/^\d*$/.test(name.slice(basename(path).length)))
      continue
    const entry = join(parent, name)
    const [pointer, head] = await Promise.all([
      readText(join(entry, 'gitdir')),
      readText(join(entry, 'HEAD')),
    ])
    if (!pointer?.trim() && head === null) return entry
  }
  return null
}

/** The real path, also of one whose last part is gone. */
export async function realPathOf(path: string): Promise<string> {
  const whole = await ifThere(realpath(path))
  if (whole !== null) return whole
  const parent = (await ifThere(realpath(dirname(path)))) ?? dirname(path)
  return join(parent, basename(path))
}

async function isEmpty(path: string): Promise<boolean> {
  const names = await ifThere(readdir(path))
  return names?.length === 0
}
