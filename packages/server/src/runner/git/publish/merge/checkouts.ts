// The checkouts in which a branch is checked out, and whether they can follow it without losing a byte.
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Git } from '../../core.ts'
import { GitError } from '../../error.ts'
import { gitDirOf } from '../../restrict/places.ts'
import { ifThere } from '../../worktrees/if-there.ts'
import { openPlace, type Place, type Run } from '../place.ts'
import { readStanding } from '../standing.ts'
import { standsInTheWay, type Touched } from './in-the-way.ts'

/** Where this branch is checked out; folders that are gone are left out. */
export async function checkoutsOf(git: Git, repository: string, branch: string): Promise<string[]> {
  const { text } = await git(['worktree', 'list', '--porcelain', '-z'], {
    cwd: repository,
    name: 'list-checkouts',
  })
  return parseCheckouts(text, branch)
}

/** Reads `git worktree list --porcelain -z`: lines with a NUL behind them, and an empty one behind each checkout. */
export function parseCheckouts(text: string, branch: string): string[] {
  return text.split('\0\0').flatMap((entry) => {
    const lines = entry.split('\0')
    const path = lines.find((line) => line.startsWith('worktree '))?.slice('worktree '.length)
    const isAway = lines.some((line) => line === 'prunable' || line.startsWith('prunable '))
    return path !== undefined && !isAway && lines.includes(`branch refs/heads/${branch}`)
      ? [path]
      : []
  })
}

export type Readiness =
  | { kind: 'ready' }
  /** Files that are not committed, and that would have to change. */
  | { kind: 'dirty'; paths: string[] }
  | { kind: 'busy' }
  /** Nothing is there. */
  | { kind: 'away' }

/**
 * Whether a checkout at `from` can be taken to `to`. Reads only.
 * @param moved its branch is at `to` already, and only index and files are to follow: all of them, some, or none.
 */
export async function readiness(
  git: Git,
  { path, trusted }: Place,
  { from, to, moved }: { from: string; to: string; moved: boolean },
): Promise<Readiness> {
  // One that is locked is listed on, also while it lies on a disk that is elsewhere.
  if ((await gitDirOf(path)) === null) return { kind: 'away' }
  const run = await openPlace(git, { path, trusted })
  const { gitDir, operation, conflicted, staged, unstaged } = await readStanding(run)
  if (operation !== null || conflicted.length > 0) return { kind: 'busy' }
  if ((await ifThere(lstat(join(gitDir, 'index.lock')))) !== null) return { kind: 'busy' }
  // HEAD is `to` where the branch has moved: what is not staged against it has followed.
  const behind = new Set(staged)
  const touched = (await changedBetween(run, from, to)).filter(
    ({ path: name }) => !moved || behind.has(name),
  )
  const own = new Set([...(moved ? await stagedAgainst(run, from) : staged), ...unstaged])
  const free = touched.filter(({ path: name }) => !own.has(name))
  const leaving = new Set(free.flatMap(({ path: name, kind }) => (kind === 'added' ? [] : name)))
  const inTheWay = await Promise.all(
    free.map(async (one) => ((await standsInTheWay(path, one, leaving)) ? one.path : [])),
  )
  const dirty = touched.filter(({ path: name }) => own.has(name)).map(({ path: name }) => name)
  const paths = [...dirty, ...inTheWay.flat()]
  return paths.length > 0 ? { kind: 'dirty', paths } : { kind: 'ready' }
}

async function stagedAgainst(run: Run, commit: string): Promise<string[]> {
  const { text } = await run(
    ['diff-index', '--cached', '-z', '--name-only', '--no-renames', commit, '--'],
    'staged-against',
    { access: 'read' },
  )
  return text.split('\0').filter((name) => name !== '')
}

const kinds: Record<string, Touched['kind']> = { A: 'added', T: 'retyped' }

async function changedBetween(run: Run, from: string, to: string): Promise<Touched[]> {
  const { text } = await run(
    ['diff-tree', '-r', '-z', '--name-status', '--no-renames', from, to, '--'],
    'merge-touches',
    { access: 'read' },
  )
  const parts = text.split('\0')
  const changes: Touched[] = []
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const kind = kinds[parts[index] ?? ''] ?? 'other'
    changes.push({ path: parts[index + 1] ?? '', kind })
  }
  return changes
}

/**
 * Takes index and files of a checkout from one commit to the other, as a fast-forward does. Files with changes of their
 * own stay as they are; where one is in the way nothing is done. Done again it does nothing. False: it could not be.
 */
export async function follow(
  git: Git,
  { path, trusted }: Place,
  from: string,
  to: string,
): Promise<boolean> {
  const run = await openPlace(git, { path, trusted })
  try {
    await run(['read-tree', '-m', '-u', from, to], 'follow-branch')
    return true
  } catch (cause) {
    if (cause instanceof GitError && cause.exitCode !== null) return false
    throw cause
  }
}
