// What the two sides of a conflict did with the files in it.
import { join } from 'node:path'
import type { Operation } from '@a-parallel/shared'
import { readText } from '../../worktrees/if-there.ts'
import type { Run } from '../place.ts'

export interface Sides {
  ours: string[]
  theirs: string[]
  branches: string[]
}

const mostSubjects = 20
const mostPaths = 200

/** @param gitDir the checkout's own directory in the repository. */
export async function readSides(
  run: Run,
  gitDir: string,
  operation: Operation,
  paths: readonly string[],
): Promise<Sides> {
  const [ours, theirs] = await tips(run, gitDir, operation)
  if (ours === null || theirs === null) return { ours: [], theirs: [], branches: [] }
  const [left, right, branches] = await Promise.all([
    subjects(run, ours, theirs, paths),
    subjects(run, theirs, ours, paths),
    branchesIn(run, theirs, ours),
  ])
  return { ours: left, theirs: right, branches }
}

/** A rebase stands on the other side, and writes down where the branch was. */
async function tips(
  run: Run,
  gitDir: string,
  operation: Operation,
): Promise<[string | null, string | null]> {
  if (operation === 'rebase') {
    const [was, onto] = await Promise.all([
      readText(join(gitDir, 'rebase-merge', 'orig-head')),
      readText(join(gitDir, 'rebase-merge', 'onto')),
    ])
    return [was?.trim() || null, onto?.trim() || null]
  }
  const { text } = await run(['rev-parse', '--verify', 'HEAD'], 'head-commit', { access: 'read' })
  const files = { merge: 'MERGE_HEAD', 'cherry-pick': 'CHERRY_PICK_HEAD', revert: 'REVERT_HEAD' }
  const file = operation === 'bisect' ? null : files[operation]
  const other = file === null ? null : await readText(join(gitDir, file))
  return [text.trim(), other?.split('\n')[0]?.trim() || null]
}

async function subjects(
  run: Run,
  of: string,
  without: string,
  paths: readonly string[],
): Promise<string[]> {
  const { text } = await run(
    [
      'log',
      `--max-count=${mostSubjects}`,
      '--no-merges',
      '--no-show-signature',
      '--format=%s',
      of,
      '--not',
      without,
      '--',
      ...paths.slice(0, mostPaths),
    ],
    'side-subjects',
    { access: 'read' },
  )
  return text.split('\n').filter((subject) => subject !== '')
}

async function branchesIn(run: Run, tip: string, without: string): Promise<string[]> {
  const { text } = await run(
    [
      'for-each-ref',
      '--format=%(refname)',
      `--merged=${tip}`,
      `--no-merged=${without}`,
      'refs/heads',
    ],
    'side-branches',
    { access: 'read' },
  )
  return text
    .split('\n')
    .filter((ref) => ref !== '')
    .map((ref) => ref.slice('refs/heads/'.length))
}
