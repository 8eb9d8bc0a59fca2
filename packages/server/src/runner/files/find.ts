// Finds files of a checkout by what was typed of their paths: those that git tracks, and others that it does not ignore.
// What git listed is kept for a moment, since a person types faster than it lists.
import { rankPaths } from '@a-parallel/contract/model'
import type { Git } from '../git/core.ts'

export interface FileSearch {
  /**
   * @param root a checkout.
   * @returns paths from there, the best first; a folder ends in `/`. Throws GitError where git cannot list.
   */
  find(root: string, query: string, limit: number): Promise<string[]>
}

/** So long a list is taken as it is; older, it is taken once more while a new one is made; then it is let go. */
const freshMs = 2_000
const usableMs = 30_000
const mostRoots = 8
/** In a larger checkout only so many can be found. */
const mostPaths = 300_000

interface Listed {
  at: number
  paths: Promise<string[]>
  /** A newer list is being made. */
  renewing: boolean
}

/** @param now milliseconds that only grow. */
export function openFileSearch(git: Git, now: () => number): FileSearch {
  const kept = new Map<string, Listed>()
  const keep = (root: string, listed: Listed) => {
    kept.delete(root)
    kept.set(root, listed)
    const [oldest] = kept.keys()
    if (kept.size > mostRoots && oldest !== undefined) kept.delete(oldest)
  }
  const list = (root: string): Promise<string[]> => {
    const listed = { at: now(), paths: listPaths(git, root), renewing: false }
    keep(root, listed)
    // Whoever waits for it hears of the failure; nobody else is to find it here.
    listed.paths.catch(() => {
      if (kept.get(root) === listed) kept.delete(root)
    })
    return listed.paths
  }
  const renew = (root: string, old: Listed) => {
    if (old.renewing) return
    old.renewing = true
    const paths = listPaths(git, root)
    paths.then(
      () => keep(root, { at: now(), paths, renewing: false }),
      () => kept.delete(root),
    )
  }
  return {
    async find(root, query, limit) {
      const known = kept.get(root)
      const age = known ? now() - known.at : Infinity
      if (!known || age > usableMs) return rankPaths(await list(root), query, limit)
      if (age > freshMs) renew(root, known)
      return rankPaths(await known.paths, query, limit)
    },
  }
}

async function listPaths(git: Git, root: string): Promise<string[]> {
  const read = (name: string, ...flags: string[]) =>
    git(['ls-files', '-z', ...flags], { cwd: root, name })
  const [listed, deleted] = await Promise.all([
    read('list-files', '--cached', '--others', '--exclude-standard', '--deduplicate'),
    read('list-deleted', '--deleted'),
  ])
  const gone = new Set(split(deleted.text))
  const files = split(listed.text)
    .filter((path) => !gone.has(path) && isSayable(path))
    .slice(0, mostPaths)
  return [...foldersOf(files), ...files]
}

function split(text: string): string[] {
  return text.split('\0').filter((path) => path !== '')
}

/** What cannot be written into a message as it is: control characters, and bytes that are no text. */
function isSayable(path: string): boolean {
  return !/[\p{Cc}\uFFFD\u2028\u2029]/u.test(path)
}

function foldersOf(files: readonly string[]): Set<string> {
  const folders = new Set<string>()
  for (const path of files) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at + 1)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return folders
}
