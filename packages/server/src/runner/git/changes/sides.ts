// Which two states a scope compares, as git is asked for them.
import { Problem } from '@a-parallel/contract/model'
import type { Between } from '../../review-port.ts'
import { GitError } from '../error.ts'
import type { Checkout } from './checkout.ts'
import type { Status } from './parse-status.ts'

export interface Sides {
  /** What `git diff` is told; `HEAD` where the last commit is meant, which may not be there yet. */
  revisions: string[]
  /** Where the later side lies. */
  after: 'files' | 'index' | 'commit'
}

/** The commit that is checked out; null where there is none yet. */
export async function readHead({ run }: Checkout): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']
  const { code, text } = await run(args, 'head-commit', { successExitCodes: [0, 1, 128] })
  return code === 0 ? text.trim() : null
}

/** @param mergeBase where the branch parted from its base; null: it has none. */
export async function sidesOf(
  checkout: Checkout,
  between: Between,
  mergeBase: string | null,
): Promise<Sides> {
  switch (between.scope) {
    case 'unstaged':
      // Git takes a file that is only intended to be added for another one renamed.
      return { revisions: ['--no-renames'], after: 'files' }
    case 'staged':
      return { revisions: ['--cached'], after: 'index' }
    case 'uncommitted':
      return { revisions: ['HEAD'], after: 'files' }
    case 'branch':
      return { revisions: [mergeBase ?? 'HEAD'], after: 'files' }
    case 'turn':
      return ofCommits(between.before, between.after)
    case 'commit':
      return ofCommits(await parentOf(checkout, between.commit), between.commit)
  }
}

/** Compares at once; against nothing where there turns out to be no commit yet. */
export async function compareSince<T>(
  checkout: Checkout,
  { revisions }: Sides,
  status: Promise<Pick<Status, 'head'>>,
  compare: (revisions: readonly string[]) => Promise<T>,
): Promise<T> {
  try {
    return await compare(revisions)
  } catch (cause) {
    const unborn = revisions.includes('HEAD') && cause instanceof GitError && cause.exitCode === 128
    if (!unborn || (await status).head !== null) throw cause
    return compare([await emptyTree(checkout)])
  }
}

function ofCommits(before: string, after: string): Sides {
  return { revisions: [before, after], after: 'commit' }
}

/** The tree without a file, under its name in this repository. */
async function emptyTree({ run }: Pick<Checkout, 'run'>): Promise<string> {
  const { text } = await run(['hash-object', '-t', 'tree', '--stdin'], 'empty-tree', { stdin: '' })
  return text.trim()
}

/** The commit before it, or the tree without a file. @throws `not_found` */
export async function parentOf(checkout: Pick<Checkout, 'run'>, commit: string): Promise<string> {
  const { code, text } = await checkout.run(
    ['rev-list', '--max-count=1', '--parents', '--end-of-options', commit, '--'],
    'parent-commit',
    { successExitCodes: [0, 128] },
  )
  if (code !== 0) throw new Problem('not_found', `There is no commit ${commit} here.`)
  const [, parent] = text.trim().split(' ')
  return parent ?? emptyTree(checkout)
}
