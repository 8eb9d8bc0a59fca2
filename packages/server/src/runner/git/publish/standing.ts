// Where a checkout stands before something is done to its branch.
import type { Operation } from '@a-parallel/shared'
import { operationIn } from '../operation.ts'
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
  const gitDir = place.text.replace(/\n$/, '')
  return { gitDir, operation: await operationIn(gitDir), ...parseStatus(status.text) }
}

/** Reads `git status --porcelain=v2 -z --branch --no-renames`. */
export function parseStatus(text: string): Omit<Standing, 'gitDir' | 'operation'> {
  const standing: Omit<Standing, 'gitDir' | 'operation'> = {
    branch: null,
    head: null,
    conflicted: [],
    staged: [],
    unstaged: [],
    untracked: [],
  }
  for (const entry of text.split('\0')) {
    if (entry.startsWith('# branch.oid ')) standing.head = commitIn(entry.slice(13))
    else if (entry.startsWith('# branch.head ')) standing.branch = branchIn(entry.slice(14))
    else if (entry.startsWith('? ')) standing.untracked.push(entry.slice(2))
    else if (entry.startsWith('u ')) standing.conflicted.push(pathIn(entry, 10))
    else if (entry.startsWith('1 ')) {
      const path = pathIn(entry, 8)
      if (entry[2] !== '.') standing.staged.push(path)
      if (entry[3] !== '.') standing.unstaged.push(path)
    }
  }
  return standing
}

function commitIn(said: string): string | null {
  return said === '(initial)' ? null : said
}

function branchIn(said: string): string | null {
  return said === '(detached)' ? null : said
}

/** What stands behind so many blanks; a path may hold blanks itself. */
function pathIn(entry: string, blanks: number): string {
  let at = 0
  for (let count = 0; count < blanks; count += 1) at = entry.indexOf(' ', at) + 1
  return entry.slice(at)
}
