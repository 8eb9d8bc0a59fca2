// What git ignores in a checkout, and which of it is kept when the checkout goes: no commit, stash or checkpoint holds a
// `.env`. Small files are kept; a large folder is named with what it holds, and never walked without an end.
import type { IgnoredAtStake } from '@a-parallel/shared'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'
import { isClosed } from './closed.ts'
import { isCheckout } from './inside.ts'

/** Bytes of a file that is kept, and of all of them together. */
export const largestKept = 1 << 20
export const mostKept = 20 << 20
/** A folder with more files is a program's: dependencies, a cache. */
const mostInFolder = 2_000
/** Entries that are looked at: in one folder, and in all of them. */
const walkedInFolder = 20_000
const walkedInAll = 60_000

export interface Ignored {
  /** The largest first. */
  entries: IgnoredAtStake[]
  /** Files that are kept. */
  keep: string[]
  /** Checkouts that lie there, with a slash behind them. */
  checkouts: string[]
  /** Folders that could not be read, with a slash behind them. */
  closed: string[]
}

interface Small {
  path: string
  bytes: number
  /** It stands for itself, and is no part of a folder. */
  single: boolean
}

interface Found {
  path: string
  files: number
  bytes: number
  more: boolean
  small: Small[]
  checkouts: string[]
  closed: string[]
}

/** As `git status --ignored=matching` names them: files, and folders with a slash behind them. */
export interface IgnoredPaths {
  ignored: readonly string[]
  /** Ignored by a submodule. A submodule is checked out into an empty folder only, so they are not kept. */
  inSubmodules: readonly string[]
}

export async function readIgnored(root: string, paths: IgnoredPaths): Promise<Ignored> {
  const budget = { left: walkedInAll }
  const found: Found[] = []
  const isKept = new Set(paths.ignored)
  for (const path of [...paths.ignored, ...paths.inSubmodules]) {
    const one = path.endsWith('/')
      ? await readFolder(root, path, budget)
      : await readSingle(root, path)
    if (one !== null) found.push(isKept.has(path) ? one : { ...one, small: [] })
  }
  const kept = choose(found)
  const entries = found.map(({ path, files, bytes, more, small }): IgnoredAtStake => {
    const count = small.filter((one) => kept.has(one.path)).length
    const all = count === files && !more
    return { path, files, bytes, more, kept: all ? 'all' : count > 0 ? 'some' : 'none' }
  })
  return {
    entries: entries.toSorted((a, b) => b.bytes - a.bytes),
    keep: [...kept],
    checkouts: found.flatMap(({ checkouts }) => checkouts),
    closed: found.flatMap(({ closed }) => closed),
  }
}

async function readSingle(root: string, path: string): Promise<Found | null> {
  const seen = await ifThere(lstat(join(root, path)))
  if (seen === null || !(seen.isFile() || seen.isSymbolicLink())) return null
  const { size: bytes } = seen
  const small = [{ path, bytes, single: true }]
  return { ...nothingIn(path), files: 1, bytes, small }
}

function nothingIn(path: string): Found {
  return { path, files: 0, bytes: 0, more: false, small: [], checkouts: [], closed: [] }
}

async function readFolder(root: string, path: string, budget: { left: number }): Promise<Found> {
  const found = nothingIn(path)
  const folders = [path.slice(0, -1)]
  let walked = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const names = await namesIn(join(root, folder))
    if (names === null) {
      found.closed.push(`${folder}/`)
      continue
    }
    if (names.includes('.git') && (await isCheckout(join(root, folder))))
      found.checkouts.push(`${folder}/`)
    for (const name of names) {
      if (walked >= walkedInFolder || budget.left <= 0) return { ...found, more: true, small: [] }
      walked += 1
      budget.left -= 1
      const at = `${folder}/${name}`
      const seen = await ifThere(lstat(join(root, at)))
      // Its name is no text, and it cannot be kept.
      if (seen === null && name.includes('\ufffd')) found.more = true
      if (seen?.isDirectory()) folders.push(at)
      if (!seen?.isFile() && !seen?.isSymbolicLink()) continue
      found.files += 1
      found.bytes += seen.size
      if (found.files <= mostInFolder)
        found.small.push({ path: at, bytes: seen.size, single: false })
    }
  }
  if (found.files > mostInFolder) return { ...found, small: [] }
  // A part of a checkout would be none.
  const isOfCheckout = (at: string) => found.checkouts.some((folder) => at.startsWith(folder))
  return { ...found, small: found.small.filter(({ path: at }) => !isOfCheckout(at)) }
}

/** Null: it is closed to us. */
async function namesIn(folder: string): Promise<string[] | null> {
  try {
    return (await ifThere(readdir(folder))) ?? []
  } catch (cause) {
    if (isClosed(cause)) return null
    throw cause
  }
}

/** Single files first, and small ones before larger ones. */
function choose(found: readonly Found[]): Set<string> {
  const candidates = found
    .flatMap(({ small }) => small)
    .filter(({ bytes }) => bytes <= largestKept)
    .toSorted((a, b) => Number(b.single) - Number(a.single) || a.bytes - b.bytes)
  const kept = new Set<string>()
  let total = 0
  for (const { path, bytes } of candidates) {
    if (total + bytes > mostKept) break
    total += bytes
    kept.add(path)
  }
  return kept
}
