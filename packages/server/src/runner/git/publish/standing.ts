// Where a checkout stands before something is done to its branch.
import type { Operation } from '@a-parallel/shared'
import { parseStatus, type StatusEntry } from '../changes/parse-status.ts'
import { operationIn } from '../operation.ts'
import { withoutEnd } from '../restrict/said-path.ts'
import type { Run } from './place.ts'

export interface Standing {
  gitDir: string
  /** Null: detached. */
  branch: string | null
  /** Null: no commit yet. */
  head: string | null
  operation: Operation | null
  conflicted: string[]
  /** Tracked files with something staged, or changed and not staged. */
  staged: string[]
  unstaged: string[]
  untracked: string[]
}

export async function readStanding(run: Run): Promise<Standing> {
  const [status, place] = await Promise.all([
    run(
      ['status', '--porcelain=v2', '-z', '--branch', '--untracked-files=all', '--no-renames'],
      'publish-status',
      { access: 'read' },
    ),
    run(['rev-parse', '--absolute-git-dir'], 'git-dir', { access: 'read' }),
  ])
  const gitDir = withoutEnd(place.text)
  return { gitDir, operation: await operationIn(gitDir), ...standingOf(status.text) }
}

const isKnown = ({ conflicted, untracked }: StatusEntry) => !conflicted && !untracked

/** Reads `git status --porcelain=v2 -z --branch --no-renames`. */
export function standingOf(text: string): Omit<Standing, 'gitDir' | 'operation'> {
  const { branch, head, entries } = parseStatus(text)
  const pathsOf = (fits: (entry: StatusEntry) => boolean) =>
    entries.filter(fits).map(({ path }) => path)
  return {
    branch,
    head,
    conflicted: pathsOf(({ conflicted }) => conflicted),
    staged: pathsOf((entry) => isKnown(entry) && entry.index !== '.'),
    unstaged: pathsOf((entry) => isKnown(entry) && entry.files !== '.'),
    untracked: pathsOf(({ untracked }) => untracked),
  }
}
