// What git ignores in a checkout, and which of it is kept when the checkout goes: no commit, stash or checkpoint holds a
// `.env`. Small files are kept; a large folder is named with what it holds, and never walked without an end.
import type { IgnoredAtStake } from '@a-parallel/shared'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ifThere } from '../../worktrees/if-there.ts'

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
}

/** @param paths as `git status --ignored=matching` names them: files, and folders with a slash behind them. */
export async function readIgnored(root: string, paths: readonly string[]): Promise<Ignored> {
  const budget = { left: walkedInAll }
  const found: Found[] = []
  for (const path of paths) {
    const one = path.endsWith('/')
      ? await readFolder(root, path, budget)
      : await readSingle(root, path)
    if (one !== null) found.push(one)
  }
  const kept = choose(found)
  const entries = found.map(({ small, ...one }): IgnoredAtStake => {
    const count = small.filter(({ path }) => kept.has(path)).length
    const all = count === one.files && !one.more
    return { ...one, kept: all ? 'all' : count > 0 ? 'some' : 'none' }
  })
  return { entries: entries.toSorted((a, b) => b.bytes - a.bytes), keep: [...kept] }
}

async function readSingle(root: string, path: string): Promise<Found | null> {
  const seen = await ifThere(lstat(join(root, path)))
  if (seen === null || !(seen.isFile() || seen.isSymbolicLink())) return null
  const { size: bytes } = seen
  return { path, files: 1, bytes, more: false, small: [{ path, bytes, single: true }] }
}

async function readFolder(root: string, path: string, budget: { left: number }): Promise<Found> {
  const found: Found = { path, files: 0, bytes: 0, more: false, small: [] }
  const folders = [path.slice(0, -1)]
  let isRepository = false
  let walked = 0
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const names = (await ifThere(readdir(join(root, folder)))) ?? []
    if (names.includes('.git')) isRepository = true
    for (const name of names) {
      if (walked >= walkedInFolder || budget.left <= 0) return { ...found, more: true, small: [] }
      walked += 1
      budget.left -= 1
      const at = `${folder}/${name}`
      const seen = await ifThere(lstat(join(root, at)))
      if (seen?.isDirectory()) folders.push(at)
      if (!seen?.isFile() && !seen?.isSymbolicLink()) continue
      found.files += 1
      found.bytes += seen.size
      if (found.files <= mostInFolder)
        found.small.push({ path: at, bytes: seen.size, single: false })
    }
  }
  // A repository without its own folder would be no repository any more.
  return found.files > mostInFolder || isRepository ? { ...found, small: [] } : found
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
