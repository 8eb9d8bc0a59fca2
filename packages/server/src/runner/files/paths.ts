// The paths of a checkout: of what git tracks, and of what else it does not ignore.
import type { GitCall } from '../git/restrict/calls.ts'
import { prepareFiles, type PreparedFiles } from '@a-parallel/contract/model'
import type { Git } from '../git/core.ts'
import { keptForAMoment } from './moment.ts'

export interface Listed {
  /** From the top of the checkout; a repository inside it, which is not gone into, ends in `/`. */
  readonly paths: readonly string[]
  /** Those that can be written into a message as they are; folders, which end in `/`, before files. */
  readonly sayable: readonly string[]
  /** The files, ready to be looked among. */
  readonly prepared: PreparedFiles
}

/** What a checkout holds, kept for a moment. Throws GitError where git cannot list. */
export type ListPaths = (root: string) => Promise<Listed>

/** In a larger checkout only so many can be found. */
const mostPaths = 300_000

/** @param now milliseconds that only grow. */
export function openPaths(git: Git, now: () => number): ListPaths {
  const kept = keptForAMoment<Listed>(now)
  return (root) => kept(root, () => list(git, root))
}

async function list(git: Git, root: string): Promise<Listed> {
  const read = (name: GitCall, ...flags: string[]) =>
    git(['ls-files', '-z', ...flags], { cwd: root, name })
  const [all, deleted] = await Promise.all([
    read('list-files', '--cached', '--others', '--exclude-standard', '--deduplicate'),
    read('list-deleted', '--deleted'),
  ])
  const gone = new Set(split(deleted.text))
  return listed(
    split(all.text)
      .filter((path) => !gone.has(path))
      .slice(0, mostPaths),
  )
}

/** Of what few ask for the rest is worked out when it is asked for. */
function listed(paths: readonly string[]): Listed {
  let sayable: string[] | undefined
  let prepared: PreparedFiles | undefined
  return {
    paths,
    get sayable() {
      if (!sayable) {
        const files = paths.filter(isSayable)
        sayable = [...foldersOf(files), ...files]
      }
      return sayable
    },
    get prepared() {
      prepared ??= prepareFiles(paths.filter((path) => !path.endsWith('/') && isText(path)))
      return prepared
    },
  }
}

function split(text: string): string[] {
  return text.split('\0').filter((path) => path !== '')
}

/** Bytes that are no UTF-8 were replaced: under what is left no file would be found. */
function isText(path: string): boolean {
  return !path.includes('\uFFFD')
}

/** What cannot be written into a message as it is: control characters, and bytes that are no text. */
function isSayable(path: string): boolean {
  return isText(path) && !/[\p{Cc}\u2028\u2029]/u.test(path)
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
