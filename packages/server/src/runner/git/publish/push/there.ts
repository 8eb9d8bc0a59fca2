// What lies on the other side once a push came back: fetched, so that it can be looked at and taken in, and told apart into
// what this branch held itself before it was rewritten and what is somebody else's.
import { FetchFailed } from '../fetch/outcome.ts'
import { fetchPushedTo } from '../fetch/pushed.ts'
import { keepPrefix } from '../../worktrees/keep.ts'
import type { Pushing } from './address.ts'

export interface There {
  commit: string
  /** How many of its commits are not here. */
  ahead: number
  /** How many of these this branch never held, under this name or another: they are lost when it is overwritten. */
  theirs: number
  /** How many merge commits the branch has that are not there: a rebase might lose what they hold. */
  merges: number
}

const reading = { access: 'read' as const }

/** Null: there is no such branch any more, or it cannot be fetched. */
export async function thereNow(at: Pushing, address: string): Promise<There | null> {
  const { git, run, ask, remote } = at
  const { trusted, credentialFor } = ask
  try {
    if (!(await fetchPushedTo(git, run, { remote, trusted, credentialFor }, address))) return null
  } catch (cause) {
    if (cause instanceof FetchFailed) return null // The push said why already.
    throw cause
  }
  const { tracking } = remote
  const [commit, found, merges] = await Promise.all([
    run(['rev-parse', '--verify', tracking], 'remote-commit', reading),
    run(['rev-list', tracking, '--not', 'HEAD', '--'], 'remote-ahead', reading),
    run(
      ['rev-list', '--merges', '--count', 'HEAD', '--not', tracking, '--'],
      'own-merges',
      reading,
    ),
  ])
  const ahead = linesOf(found.text).length
  const theirs = ahead === 0 ? 0 : await countTheirs(at)
  return { commit: commit.text.trim(), ahead, theirs, merges: Number(merges.text) }
}

/**
 * Without what the branch was at earlier (`git reflog`, as `--force-if-includes` looks), what is kept of the thread from
 * before its branch was made again, and commits whose change is here as another commit (`git cherry`).
 */
async function countTheirs({ run, remote, branch, ask: { threadId } }: Pushing): Promise<number> {
  const { text: earlier } = await run(
    ['rev-list', '--walk-reflogs', `refs/heads/${branch}`, '--'],
    'branch-log',
    reading,
  )
  const kept = threadId === undefined ? [] : [`--glob=${keepPrefix(threadId)}*`]
  const { text } = await run(
    // Git may have thrown away what the log still names.
    ['rev-list', '--ignore-missing', remote.tracking, '--not', 'HEAD', ...kept, '--stdin'],
    'never-held',
    {
      ...reading,
      stdin: linesOf(earlier)
        .map((commit) => `^${commit}\n`)
        .join(''),
    },
  )
  const never = new Set(linesOf(text))
  if (never.size === 0) return 0
  // Another history may begin with the same files, and is no earlier one of this.
  const { code } = await run(['merge-base', 'HEAD', remote.tracking], 'common-with-there', {
    ...reading,
    successExitCodes: [0, 1],
  })
  if (code === 1) return never.size
  const { text: unlike } = await run(
    ['rev-list', '--right-only', '--cherry-pick', `HEAD...${remote.tracking}`, '--'],
    'unlike-ours',
    reading,
  )
  return linesOf(unlike).filter((commit) => never.has(commit)).length
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
