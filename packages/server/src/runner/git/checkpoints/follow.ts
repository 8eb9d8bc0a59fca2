// Brings the shadow index up to the files as they are now: what is tracked, and what is untracked and not ignored. What lies
// in a repository inside the checkout (a submodule, a clone) is not looked at.
import { constants } from 'node:fs'
import { access, lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { holdsAttributes } from '../conversion/rules.ts'
import { GitError } from '../error.ts'
import { ifThere } from '../worktrees/if-there.ts'
import { ownIndex, split, type Shadow } from './shadow.ts'

/** Bytes. An untracked file that is larger is left out: it is as a rule made by a program, and would be kept for good. */
export const largestUntracked = 50 * 1024 * 1024

export interface Followed {
  /** Left out: too large, unreadable, or repositories of their own. */
  omitted: string[]
  /** What was taken in, again or for the first time, and what is held no more. */
  taken: string[]
  dropped: string[]
  /** The files that hold attributes; some of them may be gone. */
  attributes: string[]
}

export async function follow(shadow: Shadow, limit = largestUntracked): Promise<Followed> {
  try {
    return await followed(shadow, limit)
  } catch (cause) {
    // Behind our look a file became a folder, or was closed, say, which git refuses then: it is looked at once more.
    if (!(cause instanceof GitError && ['unknown', 'permission'].includes(cause.code))) throw cause
    return followed(shadow, limit)
  }
}

async function followed(shadow: Shadow, limit: number): Promise<Followed> {
  const { run } = shadow
  const [others, differing, own, held, ignored] = await Promise.all([
    run(['ls-files', '-z', '--others', '--exclude-standard'], 'checkpoint-untracked'),
    run(
      ['diff-files', '-z', '--name-status', '--no-renames', '--ignore-submodules=all'],
      'checkpoint-changed',
      { settings: shadow.withoutFilters },
    ),
    run(['ls-files', '-z'], 'checkpoint-tracked', ownIndex),
    run(['ls-files', '-z'], 'checkpoint-held'),
    run(['ls-files', '-z', '--cached', '--ignored', '--exclude-standard'], 'checkpoint-ignored'),
  ])
  const tracked = new Set(split(own.text))
  const known = new Set(split(held.text))
  const { gone, changed } = statusOf(split(differing.text))
  // Ignored files that were tracked since.
  const missing = [...tracked].filter((path) => !known.has(path))
  const untracked = split(others.text).filter((path) => !tracked.has(path))
  const [anew, other] = await Promise.all([
    addable(shadow.path, [...changed, ...missing], Infinity),
    addable(shadow.path, untracked, limit),
  ])
  const unmerged = new Set(anew.absent)
  const forgotten = split(ignored.text).filter((path) => !tracked.has(path))
  const dropped = [
    ...gone,
    ...[...unmerged].filter((path) => known.has(path)),
    ...new Set(forgotten),
  ]
  await shadow.drop(dropped)
  const left = new Set(forgotten)
  const taken = [...anew.files, ...other.files].filter((path) => !left.has(path))
  await shadow.add(taken)
  return {
    omitted: [...anew.unusable, ...other.unusable],
    taken,
    dropped,
    attributes: [...known, ...tracked, ...untracked].filter(holdsAttributes),
  }
}

/** `M\0path\0D\0path\0…` */
function statusOf(entries: string[]): { gone: string[]; changed: string[] } {
  const gone: string[] = []
  const changed: string[] = []
  for (let at = 0; at + 1 < entries.length; at += 2) {
    const path = entries[at + 1] ?? ''
    if (entries[at] === 'D') gone.push(path)
    else changed.push(path)
  }
  return { gone, changed }
}

interface Sorted {
  files: string[]
  absent: string[]
  unusable: string[]
}

const atOnce = 256

/** What of these can be taken into an index. */
async function addable(root: string, paths: readonly string[], limit: number): Promise<Sorted> {
  const sorted: Sorted = { files: [], absent: [], unusable: [] }
  const unique = [...new Set(paths)]
  for (let from = 0; from < unique.length; from += atOnce) {
    const some = unique.slice(from, from + atOnce)
    const verdicts = await Promise.all(some.map((path) => verdictOf(join(root, path), limit)))
    for (const [index, verdict] of verdicts.entries()) sorted[verdict].push(some[index] ?? '')
  }
  return sorted
}

async function verdictOf(file: string, limit: number): Promise<keyof Sorted> {
  const seen = await ifThere(lstat(file))
  if (seen === null) return 'absent'
  if (seen.isSymbolicLink()) return 'files'
  if (!seen.isFile() || seen.size > limit) return 'unusable'
  const readable = await access(file, constants.R_OK).then(
    () => true,
    () => false,
  )
  return readable ? 'files' : 'unusable'
}
