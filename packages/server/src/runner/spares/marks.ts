// By what the file system says of a small checkout it is told whether anything was written in it since: its files, its
// folders and the refs that it depends on. Reads nothing of what files hold, and starts a git only to learn their names.
import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { split } from '../git/checkpoints/shadow.ts'
import type { Git } from '../git/core.ts'
import { ownPlacesOf, type OwnPlaces } from '../git/restrict/places.ts'
import { stampOf } from '../git/restrict/written.ts'

export interface MarkedCheckout {
  path: string
  branch: string
  /** The name of the commit that it stands at. */
  base: string
}

/** Asking git is as fast as looking at more of them one by one. */
const mostFiles = 1000

/**
 * All that would bear another time if a file came, went or changed, or a ref moved. Null where that is not all: in a large
 * checkout, beside what git ignores or does not list, and where the base is no plain name.
 */
export async function markedPaths(git: Git, checkout: MarkedCheckout): Promise<string[] | null> {
  const { path } = checkout
  const [own, listed] = await Promise.all([
    ownPlacesOf(path),
    git(['ls-files', '-z'], { cwd: path, name: 'spare-files' }),
  ])
  const files = split(listed.text)
  if (own === null || files.length > mostFiles) return null
  const folders = foldersOf(files)
  const known = new Set(['.git', ...files, ...folders])
  const isWhole = [...folders].every((folder) =>
    readdirSync(join(path, folder)).every((name) => known.has(join(folder, name))),
  )
  const refs = refFiles(own, checkout)
  return isWhole && refs ? [...[...known].map((name) => join(path, name)), ...refs] : null
}

/** The top folder among them. */
function foldersOf(files: readonly string[]): Set<string> {
  const folders = new Set(['.'])
  for (const file of files)
    for (let at = dirname(file); !folders.has(at); at = dirname(at)) folders.add(at)
  return folders
}

/** Wherever git looks for a name: one that comes to be may hide another. */
function refFiles(
  { gitDir, commonDir }: OwnPlaces,
  { branch, base }: MarkedCheckout,
): string[] | null {
  if (!/^\w[\w.-]*(\/\w[\w.-]*)*$/.test(base)) return null
  const places = ['.', 'refs', 'refs/tags', 'refs/heads', 'refs/remotes'].map(
    (at) => `${at}/${base}`,
  )
  const names = [...places, `refs/remotes/${base}/HEAD`, `refs/heads/${branch}`]
  const files = names.map((name) => join(commonDir, name))
  if (files.some(isSymbolic)) return null
  const others = ['packed-refs', 'reftable/tables.list'].map((name) => join(commonDir, name))
  return [...files, ...others, join(gitDir, 'HEAD')]
}

/** What it leads to would have to be known as well. */
function isSymbolic(file: string): boolean {
  const entry = lstatSync(file, { throwIfNoEntry: false })
  if (!entry || entry.isDirectory()) return false
  return !entry.isFile() || readFileSync(file, 'utf8').startsWith('ref:')
}

/** One text for their state; null where one was written so lately that it may be written again unseen. */
export function markOf(paths: readonly string[]): string | null {
  const now = Date.now()
  const stamps = paths.map((path) => {
    const entry = lstatSync(path, { bigint: true, throwIfNoEntry: false })
    return entry ? stampOf(entry, now) : ''
  })
  return stamps.includes(null) ? null : stamps.join('\n')
}
