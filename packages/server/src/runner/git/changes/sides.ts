// Which two states a scope compares, as git is asked for them.
import { Problem } from '@a-parallel/contract/model'
import type { Between } from '../../review-port.ts'
import type { Checkout } from './checkout.ts'

export interface Sides {
  /** What `git diff` is told. */
  revisions: string[]
  /** Where the later side lies. */
  after: 'files' | 'index' | 'commit'
  /** The revision of the earlier side; null: the index. */
  before: string | null
}

/** Where the branch stands. */
export interface Standing {
  /** Null: no commit yet. */
  head: string | null
  mergeBase: string | null
}

/** The commit that is checked out; null where there is none yet. */
export async function readHead({ run }: Checkout): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}']
  const { code, text } = await run(args, 'head-commit', { successExitCodes: [0, 1, 128] })
  return code === 0 ? text.trim() : null
}

export async function sidesOf(
  checkout: Checkout,
  between: Between,
  standing: Standing,
): Promise<Sides> {
  switch (between.scope) {
    case 'unstaged':
      // Git takes a file that is only intended to be added for another one renamed.
      return { revisions: ['--no-renames'], after: 'files', before: null }
    case 'staged': {
      const before = standing.head ?? (await emptyTree(checkout))
      return { revisions: ['--cached', before], after: 'index', before }
    }
    case 'uncommitted':
    case 'branch': {
      const since = between.scope === 'branch' ? standing.mergeBase : null
      const before = since ?? standing.head ?? (await emptyTree(checkout))
      return { revisions: [before], after: 'files', before }
    }
    case 'turn':
      return ofCommits(between.before, between.after)
    case 'commit':
      return ofCommits(await parentOf(checkout, between.commit), between.commit)
  }
}

function ofCommits(before: string, after: string): Sides {
  return { revisions: [before, after], after: 'commit', before }
}

/** The tree without a file, under its name in this repository. */
async function emptyTree({ run }: Checkout): Promise<string> {
  const { text } = await run(['hash-object', '-t', 'tree', '--stdin'], 'empty-tree', { stdin: '' })
  return text.trim()
}

async function parentOf(checkout: Checkout, commit: string): Promise<string> {
  const { code, text } = await checkout.run(
    ['rev-list', '--max-count=1', '--parents', '--end-of-options', commit, '--'],
    'parent-commit',
    { successExitCodes: [0, 128] },
  )
  if (code !== 0) throw new Problem('not_found', `There is no commit ${commit} here.`)
  const [, parent] = text.trim().split(' ')
  return parent ?? emptyTree(checkout)
}
